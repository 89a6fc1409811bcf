using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Roost.EntityFramework.Contexts;
using Roost.EntityFramework.Conventions;

namespace Roost.EntityFramework.Interceptors;

/// <summary>Opens the unit of work's transaction before changes are saved, and counts versions up.</summary>
internal sealed class UnitOfWorkSaves : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ModuleDbContext { UnitOfWork: { } unit } context)
        {
            context.ChangeTracker.DetectChanges();
            if (context.ChangeTracker.HasChanges())
            {
                Versions.CountUp(context.ChangeTracker);
                await Transactions.BeginAsync(context, unit, cancellationToken);
            }
        }

        return result;
    }

    // There are no savepoints: they cost a round trip each, and an operation succeeds or fails as a whole. EF Core tells of a failure in three ways.
    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(eventData);
        return Task.CompletedTask;
    }

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(eventData);
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(
        ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Fail(eventData);
        return new(result);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new NotSupportedException("A module's database is asynchronous only: use SaveChangesAsync.");

    private static void Fail(DbContextEventData eventData) => (eventData.Context as ModuleDbContext)?.UnitOfWork?.Fail();
}
