namespace Roost.Messaging.Tests.Steering;

/// <summary>Jobs of kinds that no worker knows, so that they stay as they are, and many at once.</summary>
internal static class ManyJobs
{
    private const string Insert =
        """
        INSERT INTO roost.job (run_at, timeout_ms, id, tenant_id, worker_id, state, priority, max_attempts, queue, kind, key, envelope, payload)
        SELECT clock_timestamp() + n * interval '1 ms' + CASE WHEN @state = 0 THEN interval '1 day' ELSE interval '-1 hour' END, 1000, gen_random_uuid(), @tenant,
            CASE WHEN @state = 2 THEN (SELECT id FROM roost.job_worker LIMIT 1) END, @state, 0, 3, @queue, @kind, '', '{"k":0,"c":"many"}', '{}'
        FROM generate_series(1, @count) n
        RETURNING id
        """;

    public static Task<IReadOnlyList<Guid>> AddAsync(this ChoresHost host, short state, string queue, string kind, int count = 1, Guid? tenant = null) =>
        host.LookAsync<Guid>(Insert, new { state, queue, kind, count, tenant = tenant ?? host.Tenant.Value });
}
