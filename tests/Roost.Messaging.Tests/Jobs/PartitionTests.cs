using Dapper;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Jobs;

/// <summary>What is over is kept by the day.</summary>
public sealed class PartitionTests(PostgresServer server)
{
    [Fact]
    public async Task A_day_that_is_being_read_does_not_keep_workers_from_starting()
    {
        await using var host = await ChoresHost.StartAsync(server);
        await host.LookAsync<int>("DROP TABLE roost.job_done_" + (await host.CountAsync<string>("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '7 days', 'YYYYMMDD')")));
        await using var reader = await host.OpenAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await reader.ExecuteAsync("SELECT count(*) FROM roost.job_done", transaction: reading);

        (await host.LookAsync<int>("SELECT 1 FROM roost.job_keep_partitions(interval '7 days')")).ShouldBe([1]);
        await host.AskAsync("meanwhile");

        await host.Book.BegunAsync("meanwhile");
    }

    [Theory]
    [InlineData("job_done", "job_keep_partitions")]
    [InlineData("event_log", "event_keep_partitions")]
    public async Task Days_that_are_over_are_dropped_whatever_the_planner_knows_of_the_catalogue(string parent, string keep)
    {
        // Not a worker, which tidies up as well when it starts: whoever comes second does nothing.
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Host:Roles", "api"));
        await using var owner = await host.OpenAsync();
        await owner.ExecuteAsync($"CREATE TABLE roost.{parent}_20200101 PARTITION OF roost.{parent} FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')");
        // As autovacuum does sooner or later: conditions are then asked of tables that are nobody's partitions.
        await owner.ExecuteAsync("ANALYZE pg_catalog.pg_class; ANALYZE pg_catalog.pg_inherits");

        await owner.ExecuteAsync($"SELECT roost.{keep}(interval '7 days')");

        (await host.CountAsync<bool>($"SELECT to_regclass('roost.{parent}_20200101') IS NULL")).ShouldBeTrue();
        (await host.CountAsync<bool>($"SELECT to_regclass('roost.{parent}_default') IS NOT NULL")).ShouldBeTrue();
    }
}
