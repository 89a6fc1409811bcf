using Roost.Messaging.TestWorker;
using Roost.Startup;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>What a host counts at its start of the connections that it will open.</summary>
public sealed class ConnectionsTests(PostgresServer server)
{
    [Fact]
    public async Task A_worker_that_takes_locks_counts_what_it_opens_for_them_and_to_listen()
    {
        await using var database = await server.CreateAsync();
        var settings = database.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["Roost:Postgres:Hosts"] = "50";
        settings["Roost:Host:Roles"] = "worker";
        settings[LedgerHost.Gates] = "true";
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        await using var host = LedgerHost.Build([], settings);

        var report = await Should.ThrowAsync<StartupException>(() => host.StartAsync());

        report.Faults.Single(fault => fault.Code == "RST033").What.ShouldSatisfyAllConditions(
            what => what.ShouldContain(" + 2 for health"),
            what => what.ShouldContain(" + 1 for queues"),
            what => what.ShouldContain(" + 2 for locks"),
            what => what.ShouldContain($"make {50 * (20 + 5)} connections"));
    }
}
