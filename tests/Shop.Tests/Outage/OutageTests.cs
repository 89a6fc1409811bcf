using System.Diagnostics;
using System.Net;
using Roost;

namespace Shop.Tests.Outage;

/// <summary>A database that is not there yet, or not any more. It is a server of its own: nobody else's tests go down with it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    /// <summary>Bounds a wait that other tests beside this one may make long; how quick it has to be is bench/outage.sh's to measure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TenantId _tenant = TenantId.New();
    private OutageServer? _server;

    public async ValueTask InitializeAsync() => _server = await OutageServer.OpenAsync();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task A_host_that_is_there_before_its_database_serves_as_soon_as_that_is_there()
    {
        await _server!.StopAsync();
        await using var shop = _server!.Shop!.Start();
        using var client = shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);

        await ShouldSayThatItIsAwayAsync(client);
        await _server!.StartAsync();

        await ShouldRecoverAsync(client);
    }

    [Fact]
    public async Task A_database_that_goes_away_and_comes_back_takes_the_shop_with_it_only_for_so_long()
    {
        await using var shop = _server!.Shop!.Start();
        using var client = shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);
        await ShouldRecoverAsync(client);

        for (var outage = 1; outage <= 2; outage++)
        {
            await _server!.StopAsync();
            await ShouldSayThatItIsAwayAsync(client);
            await _server!.StartAsync();
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
