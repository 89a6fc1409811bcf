using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Roost.Operations;
using Roost.Postgres.Connections;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>
/// The connection and the transaction of one operation. Reads before the first write need no transaction; the first write opens
/// one, and the operation's end commits it. The tenant is known to the database in both cases, and to no later user of the connection.
/// </summary>
public sealed class UnitOfWork : IUnitOfWork, IAsyncDisposable
{
    // Local to the transaction: when it ends the setting is gone, so a pooled connection never remembers a tenant.
    private const string SetTenant = "SELECT set_config('app.tenant', $1, true)";

    private readonly Operation _operation;
    private readonly DataSources _sources;
    private readonly List<Action> _onCompleted = [];
    private readonly List<Func<UnitOfWork, CancellationToken, Task>> _onCommitting = [];
    private NpgsqlConnection? _connection;
    private Activity? _span;

    /// <summary>Joins the operation of the same scope.</summary>
    public UnitOfWork(Operation operation, DataSources sources)
    {
        _operation = operation;
        _sources = sources;
        operation.Enlist(this);
    }

    /// <summary>The connection: closed, unless a transaction is open or someone reads.</summary>
    public NpgsqlConnection Connection => _connection ??= _sources.App.CreateConnection();

    /// <summary>The open transaction, if there is one.</summary>
    public NpgsqlTransaction? Transaction { get; private set; }

    /// <inheritdoc/>
    public bool HasOpenTransaction => Transaction is not null;

    /// <summary>The operation's tenant, as the database is told it; <see langword="null"/> where the operation has none.</summary>
    public TenantId? Tenant => _operation.Context.Tenant;

    /// <summary>Opens the transaction if none is open.</summary>
    public async ValueTask<NpgsqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (Transaction is not null)
        {
            return Transaction;
        }

        if (Connection.State != System.Data.ConnectionState.Open)
        {
            await Connection.OpenAsync(cancellationToken);
        }

        // BEGIN is not sent by itself: it goes with the next statement, which sets the tenant. One round trip for both.
        var transaction = await Connection.BeginTransactionAsync(cancellationToken);
        if (Tenant is { } tenant)
        {
            await using var command = new NpgsqlCommand(SetTenant, Connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.Value.ToString(), NpgsqlDbType = NpgsqlDbType.Text });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        Transaction = transaction;
        _span = UnitOfWorkDiagnostics.Begin();
        return transaction;
    }

    /// <summary>
    /// Makes a batch that sees the tenant's rows, for a read outside of a transaction: the setting and the statement are one implicit
    /// transaction in one round trip. The caller adds one statement and skips the first result if the setting is there.
    /// </summary>
    /// <param name="hasSetting">Whether the first result is the setting's.</param>
    public NpgsqlBatch CreateReadBatch(out bool hasSetting)
    {
        var batch = new NpgsqlBatch(Connection, Transaction);
        hasSetting = Transaction is null && Tenant is not null;
        if (hasSetting)
        {
            var setting = new NpgsqlBatchCommand(SetTenant);
            setting.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Tenant!.Value.Value.ToString(), NpgsqlDbType = NpgsqlDbType.Text });
            batch.BatchCommands.Add(setting);
        }

        return batch;
    }

    /// <summary>Calls back once when the present transaction has ended, either way.</summary>
    public void OnCompleted(Action callback) => _onCompleted.Add(callback);

    /// <summary>Calls back before each commit, inside the transaction: for records that must come about together with the work.</summary>
    public void OnCommitting(Func<UnitOfWork, CancellationToken, Task> callback) => _onCommitting.Add(callback);

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (Transaction is not { } transaction)
        {
            return;
        }

        var outcome = UnitOfWorkDiagnostics.RolledBack;
        try
        {
            foreach (var callback in _onCommitting)
            {
                await callback(this, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            outcome = UnitOfWorkDiagnostics.Committed;
        }
        finally
        {
            await CompleteAsync(transaction, outcome);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RollbackAsync()
    {
        if (Transaction is { } transaction)
        {
            // Disposing rolls back, and does not fail on a connection that is broken already.
            await CompleteAsync(transaction, UnitOfWorkDiagnostics.RolledBack);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RollbackAsync();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async ValueTask CompleteAsync(NpgsqlTransaction transaction, string outcome)
    {
        Transaction = null;
        UnitOfWorkDiagnostics.End(_span, outcome);
        _span = null;
        foreach (var callback in _onCompleted)
        {
            callback();
        }

        _onCompleted.Clear();
        await transaction.DisposeAsync();
        await Connection.CloseAsync();
    }
}
