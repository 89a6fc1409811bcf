using Npgsql;
using NpgsqlTypes;
using Roost.Locks;
using Roost.Postgres.Connections;

namespace Roost.Postgres.Locks;

/// <summary>Holds locks in the host's own database: what it says of them is as durable as everything else there, and pgbouncer may stand between. Over connections of its own.</summary>
internal sealed class PostgresLocks(DataSources sources) : ILockStore
{
    public async Task<long?> TryTakeAsync(string name, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT roost.lock_take($1, $2)", Text(name), Interval(lease));
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public async Task<bool> KeepAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT roost.lock_keep($1, $2, $3)", Text(name), Number(token), Interval(lease));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task ReleaseAsync(string name, long token, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT roost.lock_release($1, $2)", Text(name), Number(token));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = sources.Locks.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<TimeSpan> Interval(TimeSpan value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };
}
