using Npgsql;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Streams.Schema;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>How generations come and go, as the system role.</summary>
internal sealed class GenerationStore(DataSources sources)
{
    // Long enough for whoever has begun a batch of it, or a read that names it, to be through.
    private const string Retired =
        "SELECT generation FROM roost.projection_generation WHERE projection = $1 AND retired_at < clock_timestamp() - interval '2 minutes' ORDER BY generation";

    // From one tenant to the next, by the primary key: the streams of each may be millions.
    private const string Tenants =
        """
        WITH RECURSIVE t AS (
            (SELECT s.tenant_id FROM roost.stream s ORDER BY s.tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT s.tenant_id FROM roost.stream s WHERE s.tenant_id > t.tenant_id ORDER BY s.tenant_id LIMIT 1) FROM t WHERE t.tenant_id IS NOT NULL)
        SELECT t.tenant_id FROM t WHERE t.tenant_id IS NOT NULL
        """;

    private const string Drop =
        """
        WITH gone AS (DELETE FROM roost.projection_generation WHERE projection = $1 AND generation = $2 AND retired_at IS NOT NULL RETURNING generation)
        DELETE FROM roost.projection_behind b USING gone WHERE b.projection = $1 AND b.generation = gone.generation
        """;

    private const string Switch = "SELECT roost.projection_switch($1, $2)";

    // Who appends waits for it: so it does not wait long for them, and does not keep them if its process stops.
    private const string Patience = "SELECT set_config('lock_timeout', '500ms', true), set_config('idle_in_transaction_session_timeout', '3s', true)";
    private const string Close = $"SELECT pg_advisory_xact_lock({StreamLocks.Inline}, hashtext($1))";

    /// <summary>Lets a generation take the live one's place, if it has come as far.</summary>
    public async Task<bool> SwitchAsync(Follower follower, int generation, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Switch);
        command.With([Of(follower.Name), Of(generation)]);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Lets the generation of an inline projection take the live one's place, while nobody appends to its streams.</summary>
    /// <param name="follower">The projection.</param>
    /// <param name="generation">Which.</param>
    /// <param name="catchUp">Brings it what is still missing, and says whether it could.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether it did; not if those who append did not come to an end.</returns>
    public async Task<bool> SwitchInlineAsync(Follower follower, int generation, Func<Task<bool>> catchUp, CancellationToken cancellationToken)
    {
        await using var connection = await sources.System.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using var close = new NpgsqlBatch(connection, transaction);
            close.BatchCommands.Add(new(Patience));
            close.BatchCommands.Add(new(Close) { Parameters = { Of(follower.Name) } });
            await close.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        if (!await catchUp())
        {
            return false;
        }

        await using var command = new NpgsqlCommand(Switch, connection, transaction);
        command.With([Of(follower.Name), Of(generation)]);
        var hasSwitched = await command.ExecuteScalarAsync(cancellationToken) is true;
        await transaction.CommitAsync(cancellationToken);
        return hasSwitched;
    }

    /// <summary>Generations that nobody reads any more, and whose rows are to go.</summary>
    public async Task<IReadOnlyList<int>> RetiredAsync(Follower follower, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Retired);
        command.With([Of(follower.Name)]);
        return await command.ReadAsync(static reader => reader.GetInt32(0), cancellationToken);
    }

    /// <summary>All tenants that have streams.</summary>
    public async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Tenants);
        return await command.ReadAsync(static reader => new TenantId(reader.GetGuid(0)), cancellationToken);
    }

    /// <summary>Forgets a generation whose rows are gone.</summary>
    public async Task DropAsync(Follower follower, int generation, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Drop);
        command.With([Of(follower.Name), Of(generation)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
