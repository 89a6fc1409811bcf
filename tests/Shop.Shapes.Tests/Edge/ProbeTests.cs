using System.Net;

namespace Shop.Shapes.Tests.Edge;

public sealed class ProbeTests(ShopUnderTest shop)
{
    [Theory]
    [InlineData("/livez", "live")]
    [InlineData("/readyz", "ready")]
    [InlineData("/healthz", "healthy")]
    public async Task Whoever_asks_how_it_is_hears_that_it_is_well(string path, string status)
    {
        using var anyone = shop.Visitor(null);

        var answer = (await anyone.GetAsync(path)).ShouldBe(HttpStatusCode.OK);

        answer.Body.Text("status").ShouldBe(status);
        answer.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task Probes_are_not_counted()
    {
        using var anyone = shop.Visitor(null);

        (await anyone.GetAsync("/livez")).Headers.Keys.ShouldNotContain("RateLimit");
    }
}
