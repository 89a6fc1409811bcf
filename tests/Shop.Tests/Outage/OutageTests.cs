using System.Diagnostics;
using System.Net;
using Roost;
using Roost.Postgres.Embedded;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.PaymentSandbox.Tests;

namespace Shop.Tests.Outage;

/// <summary>A database that is not there yet, or not any more. It is a server of its own: nobody else's tests go down with it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    /// <summary>Bounds a wait that other tests beside this one may make long; how quick it has to be is bench/outage.sh's to measure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TenantId _tenant = TenantId.New();
    private readonly TemporaryFolder _folder = new();
    private EmbeddedClusterOptions _options = EmbeddedClusterOptions.Throwaway() with { DeleteOnStop = false };
    private EmbeddedCluster? _cluster;
    private TestApplicationBuilder<Program>? _builder;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedCluster.StartAsync(_options);
        _options = _options with { Port = _cluster.Port };
        await _cluster.EnsureDatabaseAsync("shop");
        _builder = RunningShop.Configure(new(), new("http://127.0.0.1:9/"), _folder.Path)
            .With("Roost:Postgres:App", _cluster.ConnectionString(ClusterRole.App, "shop"))
            .With("Roost:Postgres:System", _cluster.ConnectionString(ClusterRole.System, "shop"))
            .With("Roost:Postgres:Owner", _cluster.ConnectionString(ClusterRole.Owner, "shop"));
        await _builder.RunAsync("migrate");
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        await EmbeddedCluster.RemoveAsync(_options);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_host_that_is_there_before_its_database_serves_as_soon_as_that_is_there()
    {
        await _cluster!.StopAsync();
        await using var shop = _builder!.Start();
        using var client = shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);

        await ShouldSayThatItIsAwayAsync(client);
        _cluster = await EmbeddedCluster.StartAsync(_options);

        await ShouldRecoverAsync(client);
    }

    [Fact]
    public async Task A_database_that_goes_away_and_comes_back_takes_the_shop_with_it_only_for_so_long()
    {
        await using var shop = _builder!.Start();
        using var client = shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);
        await ShouldRecoverAsync(client);

        for (var outage = 1; outage <= 2; outage++)
        {
            await _cluster!.StopAsync();
            await ShouldSayThatItIsAwayAsync(client);
            _cluster = await EmbeddedCluster.StartAsync(_options);
            await ShouldRecoverAsync(client);
        }
    }

    private static async Task ShouldSayThatItIsAwayAsync(HttpClient client)
    {
        for (var request = 0; request <= 5; request++)
        {
            using var products = await client.GetAsync("/v1/products");
            var text = await products.Content.ReadAsStringAsync();
            products.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, text);
            products.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            products.Headers.RetryAfter.ShouldNotBeNull();
            text.ShouldContain("postgres.unavailable");
        }

        // The first cause is how the connection died that was open; then, that no other can be opened.
        await UntilAsync(() => SaysWhyAsync(client), "/readyz does not say 503, and that postgres refuses connections.");
        (await client.GetStringAsync("/livez")).ShouldNotBeEmpty();
    }

    private static async Task<bool> SaysWhyAsync(HttpClient client)
    {
        using var ready = await client.GetAsync("/readyz");
        var cause = await ready.Content.ReadAsStringAsync();
        return ready.StatusCode == HttpStatusCode.ServiceUnavailable
            && cause.Contains("postgres", StringComparison.Ordinal)
            && cause.Contains("refused", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task ShouldRecoverAsync(HttpClient client)
    {
        await UntilAsync(async () => (await client.GetAsync("/readyz")).IsSuccessStatusCode, "/readyz does not find the database again.");
        for (var request = 1; request <= 20; request++)
        {
            using var products = await client.GetAsync("/v1/products");
            products.StatusCode.ShouldBe(HttpStatusCode.OK, await products.Content.ReadAsStringAsync());
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var since = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Patience, otherwise);
            await poll.WaitForNextTickAsync();
        }
    }
}
