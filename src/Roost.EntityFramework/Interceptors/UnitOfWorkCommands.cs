using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Roost.EntityFramework.Contexts;
using Roost.Postgres.UnitsOfWork;

namespace Roost.EntityFramework.Interceptors;

/// <summary>
/// Puts EF Core's statements on the unit of work. A query outside of a transaction goes as one batch with the tenant's setting,
/// in one round trip; whatever writes opens the transaction first.
/// </summary>
internal sealed class UnitOfWorkCommands : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (UnitOf(eventData) is not { Transaction: null } unit)
        {
            return result;
        }

        var batch = unit.CreateReadBatch(out _);
        var statement = new NpgsqlBatchCommand(command.CommandText);
        // A parameter belongs to one collection at a time; EF makes a new command for each execution, so they can be moved.
        var parameters = new DbParameter[command.Parameters.Count];
        command.Parameters.CopyTo(parameters, 0);
        command.Parameters.Clear();
        foreach (var parameter in parameters)
        {
            statement.Parameters.Add((NpgsqlParameter)parameter);
        }

        batch.BatchCommands.Add(statement);
        batch.Timeout = command.CommandTimeout;
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        try
        {
            await reader.NextResultAsync(cancellationToken);
            return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
        }
        catch
        {
            // The statement's own error comes here, and the connection is of no use to anyone while its reader is open.
            await reader.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync(command, eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync(command, eventData, cancellationToken);
        return result;
    }

    // The server has given the transaction up by then, and answers its commit with a rollback that no error tells of.
    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(eventData);
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(eventData);
        return Task.CompletedTask;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        eventData.Context is ModuleDbContext { UnitOfWork: not null } ? throw Synchronous() : result;

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        eventData.Context is ModuleDbContext { UnitOfWork: not null } ? throw Synchronous() : result;

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        eventData.Context is ModuleDbContext { UnitOfWork: not null } ? throw Synchronous() : result;

    // Migrations use contexts that belong to no unit of work, and are left alone.
    private static UnitOfWork? UnitOf(DbContextEventData eventData) => (eventData.Context as ModuleDbContext)?.UnitOfWork;

    private static void Fail(DbContextEventData eventData)
    {
        if (UnitOf(eventData) is { Transaction: not null } unit)
        {
            unit.Fail();
        }
    }

    private static async ValueTask BeginAsync(DbCommand command, CommandEventData eventData, CancellationToken cancellationToken)
    {
        if (UnitOf(eventData) is { } unit)
        {
            command.Transaction = await Transactions.BeginAsync((ModuleDbContext)eventData.Context!, unit, cancellationToken);
        }
    }

    private static NotSupportedException Synchronous() =>
        new("A module's database is asynchronous only: use ToListAsync, SaveChangesAsync and so on.");
}
