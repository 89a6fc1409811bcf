using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Security.Tests.Idempotency;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Security.Tests.RateLimits;

/// <summary>What a host counts at its start of the connections that it will open to count requests with others.</summary>
public sealed class CounterConnectionsTests(PostgresServer server)
{
    [Theory]
    [InlineData("true", "50 hosts × (2 roles × a pool of 10 + 4 for rate limits + 2 for health) make 1300 connections")]
    [InlineData("false", "50 hosts × (2 roles × a pool of 10 + 2 for health) make 1100 connections")]
    public async Task Only_a_host_that_counts_with_others_counts_connections_for_it(string isShared, string sum)
    {
        var report = await Should.ThrowAsync<StartupException>(() => new ModuleHostBuilder<DeskModule>(server)
            .WithServices(services => services.AddSingleton<ModuleMigrations>())
            .With("Roost:RateLimits:IsShared", isShared)
            .With("Roost:Postgres:Hosts", "50")
            .StartAsync());

        report.Faults.ShouldHaveSingleItem().What.ShouldStartWith(sum);
    }
}
