using Roost.Messaging.Faults.Tests.Scenes;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>The bugs that are planted in the database, one at a time. A new capability adds its own, with a scene that catches each.</summary>
internal static class SqlBugs
{
    private static readonly Func<IScene> Undisturbed = () => new Visit(null, Errand.Handful);
    private static readonly Func<IScene> Pause = () => new LongPause();
    private static readonly Func<IScene> Kills = () => new RandomKills(kills: 2, posts: 900);

    public static readonly IReadOnlyList<SqlBug> All =
    [
        new("finish without a look at the lease", () => LateMessage.Finish, new SqlChange(
            "job_finish",
            "WHERE j.id = a.id AND j.lease = a.lease AND j.worker_id = worker_ AND j.state + 0 = 2 FOR UPDATE SKIP LOCKED",
            "WHERE j.id = a.id FOR UPDATE SKIP LOCKED")) { IsShort = true },
        new("complete without a look at the lease", () => LateMessage.Complete, new SqlChange(
            "job_complete",
            "WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND",
            "WHERE j.id = id_ AND")),
        new("fail without a look at the lease", () => LateMessage.Fail, new SqlChange(
            "job_end_failed",
            "WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 FOR UPDATE SKIP LOCKED",
            "WHERE j.id = id_ FOR UPDATE SKIP LOCKED")),
        new("hold says yes to whoever asks", () => LateMessage.Hold, new SqlChange("job_hold", "RETURN FOUND;", "RETURN true;")),
        new("a heartbeat never learns that it came too late", Pause, new SqlChange("job_pulse", "IF FOUND THEN", "IF true THEN")),
        new("claims of workers that are not registered", () => new LateClaim(), new SqlChange(
            "job_claim", "WHERE EXISTS (SELECT FROM roost.job_worker w WHERE w.id = worker_) LIMIT room_", "LIMIT room_")),
        new(
            "claim without a lock and a second look",
            () => new Crowd(rounds: 25),
            new SqlChange("job_claim", "SELECT p.place FROM unnest(", "SELECT p.id FROM unnest("),
            new SqlChange("job_claim", "SELECT j.ctid AS place FROM", "SELECT j.id FROM"),
            new SqlChange("job_claim", "LIMIT l.quota FOR UPDATE SKIP LOCKED", "LIMIT l.quota"),
            new SqlChange("job_claim", "WHERE j.ctid = p.place AND j.state = 1", "WHERE j.id = p.id")),
        new("deaths are not counted", Kills, new SqlChange("job_rescue", "ELSE j.crashes + 1 END", "ELSE j.crashes END")),
        new("suspects run among the others", Kills, new SqlChange("job_rescue", "state = CASE WHEN lost.is_alive THEN 1 ELSE 5 END", "state = 1")),
        new("nobody is ever taken for dead", Kills, new SqlChange("job_rescue", "DELETE FROM roost.job_worker w WHERE w.beat_at < now_ - patience_;", "RETURN;")),
        new("rescue looks first and takes later", () => new ShortPauses(times: 8), new SqlChange(
            "job_rescue", "LIMIT most_ FOR UPDATE OF j SKIP LOCKED LOOP", "LIMIT most_ LOOP PERFORM pg_sleep(0.02);")),
        new("whoever was away himself judges others", () => new Restarts(times: 1, posts: 400), new SqlChange(
            "job_rescue",
            """
            IF NOT EXISTS (SELECT FROM roost.job_worker w WHERE w.id = me_ AND w.steady_since <= now_ - patience_ AND w.beat_at > now_ - patience_ / 2)
                OR pg_postmaster_start_time() > now_ - patience_ THEN
            """,
            "IF false THEN")),
        new("giving back forgets", () => new OrderlyStop(), new SqlChange("job_give_back", "FROM mine m WHERE j.id = m.id", "FROM mine m WHERE j.id = m.id AND false")),
        new("no unique index", Undisturbed, new SqlChange(
            "job_add",
            """
            ON CONFLICT (tenant_id, kind, key) DO UPDATE SET
                job_id = CASE WHEN u.until <= now_ THEN excluded.job_id ELSE u.job_id END,
                until = CASE WHEN u.until <= now_ THEN excluded.until ELSE u.until END
            """,
            "")) { Tables = "ALTER TABLE roost.job_unique DROP CONSTRAINT job_unique_pkey", IsShort = true },
        new("a key keeps nobody out", Undisturbed, new SqlChange("job_add", "a.key IS NULL OR k.job_id = a.id", "true")),
        new("a key is never free again", Undisturbed, new SqlChange("job_over", "u.job_id = gone.id AND u.until = 'infinity'", "false")) { IsShort = true },
        new("what is done is not remembered", Undisturbed, new SqlChange("job_finish", "g.kind, g.result FROM gone g)", "g.kind, g.result FROM gone g WHERE false)")) { IsShort = true },
        new("failures are not counted", Undisturbed, new SqlChange("job_end_failed", "attempt = j.attempt + 1", "attempt = j.attempt")),
        new("the last that is due stays where it is", Undisturbed, new SqlChange("job_promote", "ORDER BY j.run_at, j.seq LIMIT most_", "ORDER BY j.run_at, j.seq OFFSET 1 LIMIT most_")),
        new("nobody counts who has a place", () => new Crowd(rounds: 25), new SqlChange(
            "job_admit_kind", "l.max_running - CASE WHEN l.max_running IS NULL THEN 0 ELSE (SELECT count(*) FROM roost.job j WHERE j.kind = kind_ AND j.limited AND j.state IN (1, 2, 5)) END", "l.max_running")),
        new("the next of a key does not wait", () => new Crowd(rounds: 25), new SqlChange("job_admit_kind", "THEN 0 ELSE 1 END;", "THEN most_ ELSE most_ END;")),
        new("an event is taken and handed on to nobody", Undisturbed, new SqlChange(
            "event_advance", "s.retired_at IS NULL AND s.position IS NULL AND NOT (s.forwards AND e.received)", "false")) { IsShort = true },
        new("an event stays in the outbox when it was handed on", Undisturbed, new SqlChange(
            "event_advance",
            "DELETE FROM roost.outbox o WHERE o.id = ANY (ARRAY(SELECT x.id FROM roost.outbox x ORDER BY x.id LIMIT most_)) RETURNING o.*",
            "SELECT o.* FROM roost.outbox o ORDER BY o.id LIMIT most_")),
        new("whoever looks fires", () => new FireTimes(kills: 1), new SqlChange("schedule_fire", "AND s.last_fire_at = before_ AND fire_at_ > before_", "")),
        new("delayed jobs begin at once", Undisturbed, new SqlChange("job_promote", "j.run_at <= now_ ORDER", "true ORDER")) { IsShort = true },
    ];
}
