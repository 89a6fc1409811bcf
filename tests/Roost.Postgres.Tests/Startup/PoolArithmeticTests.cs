using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Postgres.Connections;
using Roost.Postgres.Embedded;
using Roost.Postgres.Startup;
using Roost.Postgres.Tests.Embedded;

namespace Roost.Postgres.Tests.Startup;

/// <summary>What a server with defaults, which has 97 connections for hosts, says to pools.</summary>
public sealed class PoolArithmeticTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    [Fact]
    public async Task Pools_that_fit_in_by_themselves_are_refused_if_what_is_apart_from_them_does_not()
    {
        await using var sources = Open(poolSize: 12, new("health", 1), new("locks", 1));

        var refusal = await Should.ThrowAsync<ServerUncheckedException>(async () => await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain("RST033: 4 hosts × (2 roles × a pool of 12 + 1 for health + 1 for locks) make 104 connections; the server allows 97.");
    }

    [Fact]
    public async Task Pools_that_fit_in_with_what_is_apart_from_them_are_opened()
    {
        await using var sources = Open(poolSize: 11, new("health", 1), new("locks", 1));

        await using var connection = await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
    }

    private DataSources Open(int poolSize, params ConnectionsApart[] apart)
    {
        var options = Options.Create(new PostgresOptions { App = cluster.Server.ConnectionString(ClusterRole.App, "postgres"), Hosts = 4, PoolSize = poolSize });
        return new(options, new ServerGate(options, [], apart), NullLoggerFactory.Instance);
    }
}
