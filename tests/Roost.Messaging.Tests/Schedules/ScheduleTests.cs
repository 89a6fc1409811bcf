using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Schedules;
using Roost.Operations;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Schedules;

public sealed class ScheduleTests(PostgresServer server)
{
    private const string Jobs = "SELECT count(*) FROM roost.job";

    // The schedule that a look comes to last.
    private const string Looked = "SELECT count(*) FROM roost.job WHERE convert_from(payload, 'UTF8')::json ->> 'schedule' = 'once'";

    [Fact]
    public async Task A_fired_job_has_its_fire_time_and_no_tenant_and_was_asked_for_by_the_system()
    {
        await using var host = await ScheduleHost.StartAsync<PulseModule>(server, "worker");

        await host.UntilAsync<long>("SELECT count(*) FROM roost.job_done", done => done >= 3);

        var handled = host.Services.GetRequiredService<Beats>().Handled.Take(3).ToList();
        handled.ShouldAllBe(beat => beat.Context.Tenant == null && beat.Context.Principal.Kind == PrincipalKind.System);
        foreach (var (beat, context) in handled)
        {
            context.CorrelationId.ShouldBe($"pulse.beat@{beat.FireTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        var firstMade = await host.CountAsync<DateTime>("SELECT min(added_at) FROM roost.job_done");
        firstMade.ShouldBeInRange(handled[0].Beat.FireTime.UtcDateTime, handled[0].Beat.FireTime.UtcDateTime.AddSeconds(5), "Not before its time, and not long after.");
    }

    [Fact]
    public async Task The_job_is_as_its_kind_declares_it()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        await host.PutBackAsync("bells.once", "2020-06-01", zone: "Europe/Berlin");

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Looked, jobs => jobs == 1);
        (await host.CountAsync<string>("SELECT concat_ws(' ', queue, kind, priority, state, attempt, max_attempts, timeout_ms, tenant_id) FROM roost.job"))
            .ShouldBe("bells bells.bell -7 1 0 3 42000 00000000-0000-0000-0000-000000000000");
        var context = await host.AskedByAsync();
        context.Principal.Kind.ShouldBe(PrincipalKind.System);
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_as_each_schedule_says()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        await host.PutBackAsync("bells.skip", "2020-06-01");
        await host.PutBackAsync("bells.all", "2020-06-01");
        await host.PutBackAsync("bells.once", "2020-06-01", zone: "Europe/Berlin");
        var year = await host.CountAsync<int>("SELECT extract(year FROM clock_timestamp() AT TIME ZONE 'UTC')::int");

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Looked, jobs => jobs == 1);
        (await host.BellsAsync()).ShouldBe(
            [.. Enumerable.Range(2021, year - 2020).Select(missed => new Bell("all", Midnight(missed, 0))), new("once", Midnight(year, 1))]);
        (await host.BellsAsync())[^1].FireTime.Offset.ShouldBe(TimeSpan.FromHours(1), "It says what the clocks of the schedule's zone said.");
        (await host.CountAsync<DateTime>("SELECT last_fire_at FROM roost.schedule WHERE name = 'bells.all'")).ShouldBe(Midnight(year, 0).UtcDateTime);
    }

    [Fact]
    public async Task Of_more_than_a_hundred_that_were_missed_the_last_hundred_are_made_up_for()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        await host.PutBackAsync("bells.all", "1900-06-01");
        await host.PutBackAsync("bells.once", "2020-06-01", zone: "Europe/Berlin");
        var year = await host.CountAsync<int>("SELECT extract(year FROM clock_timestamp() AT TIME ZONE 'UTC')::int");

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Looked, jobs => jobs == 1);
        (await host.BellsAsync()).SkipLast(1).ShouldBe(Enumerable.Range(year - 99, 100).Select(missed => new Bell("all", Midnight(missed, 0))));
    }

    [Fact]
    public async Task One_that_is_new_or_has_changed_begins_now_and_fires_for_no_time_before()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        await host.PutBackAsync("bells.skip", "2020-06-01", zone: "Asia/Tokyo");
        await host.PutBackAsync("bells.all", "2020-06-01", cron: "0 0 2 1 *");
        await host.PutBackAsync("bells.once", "2020-06-01", zone: "Europe/Berlin");

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Looked, jobs => jobs == 1);
        (await host.CountAsync<long>(Jobs)).ShouldBe(1);
        (await host.LookAsync<string>(
            "SELECT concat_ws(' ', name, zone) FROM roost.schedule WHERE last_fire_at > clock_timestamp() - interval '1 minute' AND cron = @NewYear ORDER BY name", new { BellsModule.NewYear }))
            .ShouldBe(["bells.all UTC", "bells.cracked UTC", "bells.skip UTC"]);
    }

    [Fact]
    public async Task One_whose_job_cannot_be_made_keeps_no_other_waiting_and_its_time_is_not_over()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        await host.PutBackAsync("bells.cracked", "2020-06-01");
        await host.PutBackAsync("bells.once", "2020-06-01", zone: "Europe/Berlin");

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Looked, jobs => jobs == 1);
        (await host.CountAsync<DateTime>("SELECT last_fire_at FROM roost.schedule WHERE name = 'bells.cracked'")).ShouldBe(new DateTime(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Ten_hosts_fire_once_for_each_time_and_for_none_too_few()
    {
        await using var host = await ScheduleHost.StartAsync<PulseModule>(server, "api");
        await host.PutBackAsync("pulse.beat", (await host.CountAsync<string>("SELECT (date_trunc('second', clock_timestamp()) - interval '40 seconds')::text")), "* * * * * *");

        await host.ScheduleAsync(hosts: 10);
        await host.UntilAsync<long>(Jobs, jobs => jobs >= 45);
        await host.StopAsync();

        var times = (await host.LookAsync<DateTime>("SELECT (convert_from(payload, 'UTF8')::json ->> 'fireTime')::timestamptz FROM roost.job ORDER BY seq")).ToList();
        times.ShouldBe(Enumerable.Range(0, times.Count).Select(i => times[0].AddSeconds(i)), "One a second, in their order, none missing and none twice.");
        (await host.CountAsync<DateTime>("SELECT last_fire_at FROM roost.schedule")).ShouldBe(times[^1]);
        (await host.LookAsync<Guid>("SELECT id FROM roost.job WHERE added_at < (convert_from(payload, 'UTF8')::json ->> 'fireTime')::timestamptz")).ShouldBeEmpty("These came too early.");
    }

    [Fact]
    public async Task Of_those_who_fire_for_one_time_at_once_one_does_and_nobody_does_ahead_of_time()
    {
        await using var host = await ScheduleHost.StartAsync<BellsModule>(server, "api");
        var before = new DateTimeOffset(2020, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await host.PutBackAsync("bells.all", "2020-06-01 00:00Z");

        (await FireAsync(before, DateTimeOffset.MaxValue.AddYears(-1000))).ShouldBeFalse("It is not the time.");
        (await FireAsync(before.AddSeconds(1), Midnight(2021, 0))).ShouldBeFalse("Somebody else was here.");
        (await FireAsync(before, before)).ShouldBeFalse("That time is over.");
        var fired = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FireAsync(before, Midnight(2021, 0))));

        fired.Count(done => done).ShouldBe(1);
        (await host.CountAsync<long>(Jobs)).ShouldBe(1);

        Task<bool> FireAsync(DateTimeOffset last, DateTimeOffset fireTime)
        {
            var schedule = host.Schedule("bells.all");
            var job = schedule.CreateJob(host.Services.GetRequiredService<JobCatalogue>(), fireTime, host.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.MaxPayloadBytes);
            return host.Services.GetRequiredService<ScheduleStore>().FireAsync(schedule, last, fireTime, job, CancellationToken.None);
        }
    }

    [Fact]
    public async Task What_the_hosts_clock_says_does_not_matter()
    {
        var wrong = new ManualClock(new DateTimeOffset(1999, 12, 31, 23, 59, 0, TimeSpan.Zero));
        await using var host = await ScheduleHost.StartAsync<PulseModule>(server, "api", services => services.AddSingleton<TimeProvider>(wrong));

        await host.ScheduleAsync();

        await host.UntilAsync<long>(Jobs, jobs => jobs >= 2);
        (await host.CountAsync<TimeSpan>("SELECT max(added_at - (convert_from(payload, 'UTF8')::json ->> 'fireTime')::timestamptz) FROM roost.job"))
            .ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cut_connections_and_a_deleted_row_do_not_end_a_schedule()
    {
        await using var host = await ScheduleHost.StartAsync<PulseModule>(server, "api");
        await host.ScheduleAsync();
        await host.UntilAsync<long>(Jobs, jobs => jobs >= 1);

        await host.LookAsync<bool>("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        var cut = await host.CountAsync<long>(Jobs);
        await host.UntilAsync<long>(Jobs, jobs => jobs > cut);
        await host.LookAsync<int>("DELETE FROM roost.schedule");
        await host.UntilAsync<long>("SELECT count(*) FROM roost.schedule", rows => rows == 1);
        var deleted = await host.CountAsync<long>(Jobs);
        await host.UntilAsync<long>(Jobs, jobs => jobs > deleted);

        await host.StopAsync();
        (await host.LookAsync<string>("SELECT convert_from(payload, 'UTF8') FROM roost.job GROUP BY 1 HAVING count(*) > 1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_is_no_worker_fires_nothing()
    {
        await using var host = await ScheduleHost.StartAsync<PulseModule>(server, "api");

        host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().ShouldNotContain(service => service is Scheduler);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.schedule")).ShouldBe(0);
    }

    private static DateTimeOffset Midnight(int year, int offset) => new(year, 1, 1, 0, 0, 0, TimeSpan.FromHours(offset));
}
