using Npgsql;

namespace Bench.Queue.Agents;

/// <summary>What the benchmark asks the server itself, as its administrator.</summary>
internal sealed class QueueDatabase(IConfiguration configuration) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _administrator = NpgsqlDataSource.Create(configuration["Bench:Administrator"] ?? throw new InvalidOperationException("Start it by bench/run queue."));

    private NpgsqlConnection? _old;

    /// <summary>How the server is set.</summary>
    public Task<string> AboutAsync() => AskAsync(
        """
        SELECT 'PostgreSQL ' || current_setting('server_version_num')::int / 10000 || ', ' || string_agg(name || ' ' || setting || coalesce(unit, ''), ', ' ORDER BY name)
        FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers', 'max_wal_size')
        """);

    /// <summary>Begins anew, with what the run before has written on the disk, so that it does not fall on the next.</summary>
    public Task<string> ClearAsync() => AskAsync("TRUNCATE roost.job, roost.job_unique, roost.job_done, roost.job_error, roost.job_dead; CHECKPOINT; SELECT 'cleared'");

    /// <summary>How many jobs wait or run.</summary>
    public Task<string> LeftAsync() => AskAsync("SELECT count(*)::text FROM roost.job");

    /// <summary>How many bytes live jobs take, with their indexes.</summary>
    public Task<string> SizeAsync() => AskAsync("SELECT pg_total_relation_size('roost.job')::text");

    /// <summary>Looks at the database as it is now until it is told to let go, so that nothing that is dead since then can be cleared away.</summary>
    public async Task<string> HoldAsync()
    {
        _old = await _administrator.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM roost.job_queue", _old);
        await command.ExecuteNonQueryAsync();
        return "held";
    }

    public async Task<string> LetGoAsync()
    {
        await using (_old)
        {
            await using var command = new NpgsqlCommand("ROLLBACK", _old);
            await command.ExecuteNonQueryAsync();
        }

        return "gone";
    }

    public ValueTask DisposeAsync() => _administrator.DisposeAsync();

    private async Task<string> AskAsync(string sql)
    {
        var answer = "";
        // Each by itself: a checkpoint would not see a truncation that has not committed.
        foreach (var statement in sql.Split(';'))
        {
            await using var command = _administrator.CreateCommand(statement);
            answer = await command.ExecuteScalarAsync() as string ?? answer;
        }

        return answer;
    }
}
