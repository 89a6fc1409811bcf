using System.Net;

namespace Shop.Shapes.Tests.Tenancy;

/// <summary>Which shop a request is for.</summary>
public sealed class NamedShopTests(ShopUnderTest shop)
{
    /// <summary>An address of each module that those who are signed in ask.</summary>
    public static TheoryData<string> Addresses { get; } =
    [
        "/v1/users/me", "/v1/products", $"/v1/inventory/{Guid.CreateVersion7()}", "/v1/orders", "/v1/ledger/accounts", "/v1/webhook-endpoints", $"/v1/jobs/{Guid.CreateVersion7()}",
        "/v1/reports/sales",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_token_of_one_shop_opens_no_other(string path)
    {
        using var owner = await shop.SignInAsync("owner");

        (await owner.GetAsync(path, ("X-Tenant", "globex"))).ShouldBeProblem(HttpStatusCode.Forbidden, "tenant.mismatch");
        (await owner.GetAsync(path, ("X-Tenant", "nowhere"))).ShouldBeProblem(HttpStatusCode.Forbidden, "tenant.mismatch");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Whoever_is_signed_in_may_name_their_own_shop(string path)
    {
        using var owner = await shop.SignInAsync("owner");

        var named = await owner.GetAsync(path, ("X-Tenant", "acme"));

        named.Status.ShouldBe((await owner.GetAsync(path)).Status);
        named.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/v1/products")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/reports/sales")]
    public async Task There_is_no_shop_of_a_name_that_nobody_has(string path)
    {
        using var visitor = shop.Visitor(People.NewSlug());

        (await visitor.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "tenant.unknown");
    }

    [Fact]
    public async Task A_visitor_has_to_name_a_shop()
    {
        using var visitor = shop.Visitor(null);

        (await visitor.GetAsync("/v1/products")).ShouldBeProblem(HttpStatusCode.BadRequest, "tenant.missing");
        (await visitor.PostAsync("/v1/auth/login", new { email = "staff@acme.example", password = People.Password })).ShouldBeProblem(HttpStatusCode.BadRequest, "tenant.missing");
    }
}
