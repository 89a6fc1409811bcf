using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Roost.EntityFramework.Contexts;
using Roost.Postgres.UnitsOfWork;

namespace Roost.EntityFramework.Interceptors;

/// <summary>Lets a context take part in the unit of work's transaction, and leave it again.</summary>
internal static class Transactions
{
    public static async ValueTask<NpgsqlTransaction> BeginAsync(ModuleDbContext context, UnitOfWork unit, CancellationToken cancellationToken)
    {
        var transaction = await unit.BeginAsync(cancellationToken);
        if (context.Database.CurrentTransaction is null)
        {
            var part = (await context.Database.UseTransactionAsync(transaction, cancellationToken))!;
            unit.Join(outcome => LeaveAsync(context, part, outcome));
        }

        return transaction;
    }

    private static async ValueTask LeaveAsync(ModuleDbContext context, IDbContextTransaction part, TransactionOutcome outcome)
    {
        // Not UseTransaction(null): only disposing gives the connection back to EF Core's count of who has opened it.
        await part.DisposeAsync();
        if (outcome != TransactionOutcome.Committed)
        {
            // The entities say what was to be, not what is.
            context.ChangeTracker.Clear();
        }
    }
}
