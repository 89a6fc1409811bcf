using Microsoft.EntityFrameworkCore;
using Npgsql;
using Roost.EntityFramework.Contexts;
using Roost.Postgres.UnitsOfWork;

namespace Roost.EntityFramework.Interceptors;

/// <summary>Lets a context take part in the unit of work's transaction.</summary>
internal static class Transactions
{
    public static async ValueTask<NpgsqlTransaction> BeginAsync(ModuleDbContext context, UnitOfWork unit, CancellationToken cancellationToken)
    {
        var transaction = await unit.BeginAsync(cancellationToken);
        if (context.Database.CurrentTransaction is null)
        {
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            unit.OnCompleted(() => context.Database.UseTransaction(null));
        }

        return transaction;
    }
}
