using System.Data;
using System.Diagnostics;
using Npgsql;
using Roost.Operations;
using Roost.Postgres.Connections;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>
/// The connection and the transaction of one operation. Reads before the first write need no transaction; the first write opens
/// one, and the operation's end commits it. The tenant is known to the database in both cases, and to no later user of the connection.
/// </summary>
public sealed class UnitOfWork : IUnitOfWork, IAsyncDisposable
{
    private readonly Operation _operation;
    private readonly DataSources _sources;
    private readonly List<ITransactionPart> _parts = [];
    private readonly List<Func<TransactionOutcome, ValueTask>> _guests = [];
    private readonly List<NpgsqlBatchCommand> _last = [];
    private NpgsqlConnection? _connection;
    private Activity? _span;
    private bool _hasFailed;

    /// <summary>Joins the operation of the same scope.</summary>
    public UnitOfWork(Operation operation, DataSources sources)
    {
        ArgumentNullException.ThrowIfNull(operation);
        _operation = operation;
        _sources = sources;
        operation.Enlist(this);
    }

    /// <summary>The connection: closed, unless a transaction is open or someone reads. Whoever uses it, and catches an error of the transaction, calls <see cref="Fail"/>.</summary>
    public NpgsqlConnection Connection => _connection ??= _sources.App.CreateConnection();

    /// <summary>The open transaction, if there is one.</summary>
    public NpgsqlTransaction? Transaction { get; private set; }

    /// <inheritdoc/>
    public bool HasOpenTransaction => Transaction is not null || _last.Count > 0 || _parts.Exists(static part => part.HasPending);

    /// <summary>The operation's tenant, as the database is told it; <see langword="null"/> where the operation has none.</summary>
    public TenantId? Tenant => _operation.Context.Tenant;

    /// <summary>
    /// Works on a connection of its own, and not on one of the pool's: for work that those wait for who may have all of the pool's. Called before anything was read
    /// or written; the unit disposes of it.
    /// </summary>
    public void Bring(NpgsqlConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (_connection is not null)
        {
            throw new InvalidOperationException("This unit of work has a connection already.");
        }

        _connection = connection;
    }

    /// <summary>Opens the transaction if none is open.</summary>
    public async ValueTask<NpgsqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (Transaction is not null)
        {
            return Transaction;
        }

        if (Connection.State != ConnectionState.Open)
        {
            await Connection.OpenAsync(cancellationToken);
        }

        try
        {
            // BEGIN is not sent by itself: it goes with the next statement, which sets the tenant. One round trip for both.
            var transaction = await Connection.BeginTransactionAsync(cancellationToken);
            if (Tenant is { } tenant)
            {
                await using var command = new NpgsqlCommand(TransactionSettings.Write, Connection, transaction);
                command.Parameters.Add(TransactionSettings.Parameter(tenant));
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            _span = UnitOfWorkDiagnostics.Begin();
            return Transaction = transaction;
        }
        catch
        {
            // Closing rolls back whatever part of it the server knows of.
            await Connection.CloseAsync();
            throw;
        }
    }

    /// <summary>
    /// Makes a batch for a read. Outside of a transaction its first statement sets the tenant and forbids writing, and both are one
    /// implicit transaction in one round trip. The caller adds one statement, and skips the first result if there is a setting.
    /// </summary>
    /// <param name="hasSetting">Whether the first result is the setting's.</param>
    public NpgsqlBatch CreateReadBatch(out bool hasSetting)
    {
        var batch = new NpgsqlBatch(Connection, Transaction);
        hasSetting = Transaction is null;
        if (hasSetting)
        {
            var setting = new NpgsqlBatchCommand(TransactionSettings.Read);
            setting.Parameters.Add(TransactionSettings.Parameter(Tenant));
            batch.BatchCommands.Add(setting);
        }

        return batch;
    }

    /// <summary>Reads rows. Outside of a transaction this is one round trip and leaves nothing behind.</summary>
    /// <param name="command">One statement.</param>
    /// <param name="parser">Is given the reader before the first row, and makes what makes one row's value.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, Func<NpgsqlDataReader, T>> parser, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parser);
        await using var batch = CreateReadBatch(out var hasSetting);
        batch.BatchCommands.Add(command);
        var opened = Connection.State != ConnectionState.Open;
        if (opened)
        {
            await Connection.OpenAsync(cancellationToken);
        }

        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            if (hasSetting)
            {
                await reader.NextResultAsync(cancellationToken);
            }

            var parse = parser(reader);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(parse(reader));
            }

            return rows;
        }
        catch when (Transaction is not null)
        {
            Fail();
            throw;
        }
        finally
        {
            if (opened)
            {
                await Connection.CloseAsync();
            }
        }
    }

    /// <summary>Writes with one statement, in the operation's transaction, and reads what it gives. If no transaction is open, it is opened in the same round trip.</summary>
    /// <param name="command">One statement.</param>
    /// <param name="read">Makes one row's value. It must not advance the reader.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    public Task<IReadOnlyList<T>> WriteAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        return WriteRowsAsync(command, _ => read, cancellationToken);
    }

    /// <summary>Writes with one statement, in the operation's transaction. If no transaction is open, it is opened in the same round trip.</summary>
    /// <param name="command">One statement.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    /// <returns>The number of rows written.</returns>
    public Task<int> WriteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken) => SendAsync(
        command,
        async reader =>
        {
            // The number is there when all has been read.
            while (await reader.NextResultAsync(cancellationToken))
            {
            }

            return command.RecordsAffected;
        },
        cancellationToken);

    /// <summary>Adds a statement that goes with the commit, in its round trip: for what is only written, and whose result nobody needs. Its error undoes the whole.</summary>
    public void Append(NpgsqlBatchCommand command) => _last.Add(command);

    /// <summary>Adds something that is to commit with the operation. Forgotten when the transaction has ended, either way.</summary>
    public void Enlist(ITransactionPart part) => _parts.Add(part);

    /// <summary>Adds somebody who uses the connection, and must let go of it before it is given back.</summary>
    public void Join(Func<TransactionOutcome, ValueTask> leave) => _guests.Add(leave);

    /// <summary>
    /// Says that something failed in the transaction: what was written with it must not commit by itself, even if the failure was caught. The database may not have
    /// noticed, as with a stale version; or it has given up the transaction, and answers its commit with a rollback that no error tells of.
    /// </summary>
    public void Fail() => _hasFailed = true;

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (!HasOpenTransaction)
        {
            return;
        }

        if (_hasFailed)
        {
            throw new InvalidOperationException("A write of this operation failed, and the rest of it cannot commit without it. Let the exception go on, or answer with an error.");
        }

        await BeginAsync(cancellationToken);
        // By index, because a part may bring another.
        for (var i = 0; i < _parts.Count; i++)
        {
            await _parts[i].FlushAsync(this, cancellationToken);
        }

        // From here on it is decided: a client that goes away now must not leave behind a commit of which nobody knows how it ended.
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = TransactionOutcome.Unknown;
        try
        {
            await CommitTransactionAsync();
            outcome = TransactionOutcome.Committed;
        }
        catch (PostgresException)
        {
            // The server has answered: it refused, for instance by a deferred constraint.
            outcome = TransactionOutcome.RolledBack;
            throw;
        }
        finally
        {
            await EndAsync(outcome);
        }
    }

    /// <inheritdoc/>
    public ValueTask RollbackAsync() => EndAsync(TransactionOutcome.RolledBack);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Whoever used the connection has been disposed of before us, and may serve another operation by now.
        _guests.Clear();
        await EndAsync(TransactionOutcome.RolledBack);
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <param name="command">One statement.</param>
    /// <param name="parser">Is given the reader before the first row, and makes what makes one row's value.</param>
    /// <param name="cancellationToken">Cancels the statement in the database too.</param>
    internal Task<IReadOnlyList<T>> WriteRowsAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, Func<NpgsqlDataReader, T>> parser, CancellationToken cancellationToken) =>
        SendAsync<IReadOnlyList<T>>(
            command,
            async reader =>
            {
                var parse = parser(reader);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(parse(reader));
                }

                return rows;
            },
            cancellationToken);

    private async Task<T> SendAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var isFirst = Transaction is null;
        if (isFirst && Connection.State != ConnectionState.Open)
        {
            await Connection.OpenAsync(cancellationToken);
        }

        try
        {
            _span = isFirst ? UnitOfWorkDiagnostics.Begin() : _span;
            var transaction = Transaction ?? await Connection.BeginTransactionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(Connection, transaction);
            var hasSetting = isFirst && Tenant is not null;
            if (hasSetting)
            {
                batch.BatchCommands.Add(new(TransactionSettings.Write) { Parameters = { TransactionSettings.Parameter(Tenant) } });
            }

            batch.BatchCommands.Add(command);
            T value;
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                if (hasSetting)
                {
                    await reader.NextResultAsync(cancellationToken);
                }

                value = await read(reader);
            }

            Transaction = transaction;
            return value;
        }
        catch
        {
            Fail();
            if (isFirst)
            {
                UnitOfWorkDiagnostics.End(_span, TransactionOutcome.RolledBack);
                _span = null;
                await Connection.CloseAsync();
            }

            throw;
        }
    }

    private async Task CommitTransactionAsync()
    {
        if (_last.Count == 0)
        {
            await Transaction!.CommitAsync(CancellationToken.None);
            return;
        }

        // The server stops at the first error, and then does not come to the last statement.
        await using var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var command in _last)
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async ValueTask EndAsync(TransactionOutcome outcome)
    {
        _hasFailed = false;
        _last.Clear();
        var parts = _parts.ToArray();
        _parts.Clear();
        try
        {
            await LeaveAsync(outcome);
        }
        finally
        {
            await ReleaseAsync(outcome);
        }

        foreach (var part in parts)
        {
            part.Completed(outcome);
        }
    }

    private async ValueTask LeaveAsync(TransactionOutcome outcome)
    {
        foreach (var leave in _guests)
        {
            await leave(outcome);
        }

        _guests.Clear();
    }

    private async ValueTask ReleaseAsync(TransactionOutcome outcome)
    {
        if (Transaction is not { } transaction)
        {
            return;
        }

        Transaction = null;
        UnitOfWorkDiagnostics.End(_span, outcome);
        _span = null;
        try
        {
            // Rolls back unless it has committed, and does not fail on a connection that is broken already.
            await transaction.DisposeAsync();
        }
        finally
        {
            await Connection.CloseAsync();
        }
    }
}
