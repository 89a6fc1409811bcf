using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Model;

/// <summary>
/// A mistake that is written into a function of one test's database. None is that what the application calls forgets the
/// tenant: the tables' row security holds the owner of those functions as well, and nothing would come of it.
/// </summary>
internal sealed record PlantedBug(string Function, string Right, string Wrong)
{
    /// <summary>By what it is called. Each is one that somebody could make.</summary>
    public static IReadOnlyDictionary<string, PlantedBug> All { get; } = new Dictionary<string, PlantedBug>(StringComparer.Ordinal)
    {
        ["finish ignores the lease"] = new("job_finish", "AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2\n", "AND j.worker_id = worker_ AND j.state + 0 = 2\n"),
        ["complete ignores the worker"] = new("job_complete", "AND j.worker_id = worker_ ", ""),
        ["give back ignores the worker"] = new("job_give_back", "AND j.worker_id = worker_ AND j.state + 0 = 2 FOR UPDATE", "AND j.state + 0 = 2 FOR UPDATE"),
        ["complete ignores the lease"] = new("job_complete", " AND j.lease = lease_", ""),
        ["a kind's places are counted without those that run"] = new("job_admit_kind", "WHERE j.kind = kind_ AND j.limited AND j.state IN (1, 2, 5)) END,", "WHERE j.kind = kind_ AND j.limited AND j.state = 1) END,"),
        ["a dead letter does not stop those behind it"] = new("job_admit_kind", "AND d.limited AND d.seq < head_seq", "AND d.limited AND d.seq < 0"),
        ["one that waits for its next attempt does not stop those behind it"] = new("job_admit_kind", "j.state IN (0, 3, 4) AND j.seq < head_seq", "j.state IN (3, 4) AND j.seq < head_seq"),
        ["a unique key is free when its job is claimed"] = new("job_add", "CASE WHEN u.until <= now_ THEN excluded.job_id ELSE u.job_id END", "CASE WHEN u.until <= now_ OR EXISTS (SELECT FROM roost.job r WHERE r.id = u.job_id AND r.state = 2) THEN excluded.job_id ELSE u.job_id END"),
        ["a unique key is not free when its job is over"] = new("job_over", "AND u.job_id = gone.id AND u.until = 'infinity'", "AND u.job_id = gone.id AND u.until < 'infinity'"),
        ["promotion goes by the limits"] = new("job_promote", "CASE WHEN j.limited THEN 3 ELSE 1 END", "1"),
        ["a parent does not wait for children that live"] = new("job_release", "AND NOT EXISTS (SELECT FROM roost.job c WHERE c.parent_id = j.id)", ""),
        ["a discarded letter is told to nobody"] = new("job_discard", "IF FOUND AND d.limited THEN", "IF false THEN"),
        ["a job in its worker's third death goes on"] = new("job_rescue", "lost.crashes >= 2", "lost.crashes >= 3"),
        ["a queue takes one too many"] = new("job_room", "q.max_running - (SELECT count(*)", "1 + q.max_running - (SELECT count(*)"),
        ["a lane goes backwards"] = new("job_claim", "ORDER BY j.run_at, j.seq LIMIT l.quota", "ORDER BY j.run_at DESC, j.seq DESC LIMIT l.quota"),
    };

    /// <summary>Writes it, in the place of what is right, which stands there once.</summary>
    public async Task PlantAsync(TestDatabase database)
    {
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await using var read = new NpgsqlCommand("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'roost'::regnamespace AND proname = $1 ORDER BY pronargs DESC LIMIT 1", superuser)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = Function } },
        };
        var definition = ((string)(await read.ExecuteScalarAsync())!).Split(Right);
        definition.Length.ShouldBe(2, $"{Function} has the text once that the bug is written over.");
        await using var write = new NpgsqlCommand(string.Join(Wrong, definition), superuser);
        await write.ExecuteNonQueryAsync();
    }
}
