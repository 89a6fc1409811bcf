using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Shop.Shapes.Tests.Edge;

/// <summary>What only proxies and hosts say to each other is worth nothing from a client.</summary>
public sealed partial class ForgedHeaderTests(ShopUnderTest shop)
{
    private const string Path = "/v1/tenants/acme";

    [Fact]
    public async Task Another_address_than_ones_own_gives_no_allowance_of_its_own()
    {
        using var visitor = shop.Visitor(null);
        var before = RemainingOf(await visitor.GetAsync(Path));
        var last = 0;

        // Somebody who was never here before would have more left than anybody else, each time.
        await Eventually.SeeAsync(
            () =>
            {
                var address = $"203.0.113.{++last % 250}";
                return visitor.GetAsync(Path, ("X-Forwarded-For", address), ("Forwarded", $"for={address}"), ("X-Real-IP", address), ("X-Original-For", address));
            },
            answer => RemainingOf(answer) < before);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/tenants/acme")]
    [InlineData("/")]
    public async Task Another_name_or_way_than_ones_own_changes_no_answer(string path)
    {
        using var visitor = shop.Visitor(null);
        var plain = await visitor.GetAsync(path);

        var forged = await visitor.GetAsync(
            path, ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "host=evil.example;proto=https"), ("X-Original-Host", "evil.example"));

        (forged.Status, forged.Text, forged.Headers.GetValueOrDefault("Location")).ShouldBe((plain.Status, plain.Text, plain.Headers.GetValueOrDefault("Location")));
    }

    [Theory]
    [InlineData("/v1/users/me")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/reports/sales")]
    public async Task What_hosts_say_to_each_other_makes_nobody_somebody(string path)
    {
        using var visitor = shop.Visitor();

        var refused = await visitor.GetAsync(
            path, ("roost-call", "money.1700000000.AAAA"), ("roost-outcome", "success"), ("roost-principal", $"{Guid.CreateVersion7()}"), ("roost-tenant", "acme"), ("roost-roles", "owner"));

        refused.ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.required");
        refused.Headers.Keys.ShouldAllBe(name => !name.StartsWith("roost-", StringComparison.OrdinalIgnoreCase));
    }

    private static int RemainingOf(Answer answer) =>
        int.Parse(Remaining().Match(answer.ShouldBe(HttpStatusCode.OK).Headers["RateLimit"]).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(";r=([0-9]+);")]
    private static partial Regex Remaining();
}
