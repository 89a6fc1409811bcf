using System.Net;

namespace Shop.Shapes.Tests.Edge;

/// <summary>What modules ask each other is not for clients, whoever they are.</summary>
public sealed class InternalAddressTests(ShopUnderTest shop)
{
    [Theory]
    [InlineData("/contracts/auth/IAuth/RegisterAsync")]
    [InlineData("/contracts/catalog/ICatalog/FindAsync")]
    [InlineData("/contracts/inventory/IInventory/ReserveAsync")]
    [InlineData("/contracts/orders/IOrders/ListSalesAsync")]
    [InlineData("/contracts/notifications/INotifications/OrderConfirmedAsync")]
    [InlineData("/contracts/payments/IPayments/ChargeAsync")]
    [InlineData("/contracts/tenants/ITenants/FindAsync")]
    [InlineData("/contracts/users/IUsers/FindAsync")]
    public async Task Contracts_cannot_be_called_from_outside(string path)
    {
        using var visitor = shop.Visitor();
        using var owner = await shop.SignInAsync("owner");

        (await visitor.PostAsync(path, new { })).ShouldBeProblem(HttpStatusCode.NotFound, "route.unknown");
        (await owner.PostAsync(path, new { }, ("roost-call", "store.1700000000.AAAA"))).ShouldBeProblem(HttpStatusCode.NotFound, "route.unknown");
        (await owner.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "route.unknown");
    }

    [Theory]
    [InlineData("/v1/ops/jobs")]
    [InlineData("/v1/ops/jobs/queues")]
    [InlineData("/v1/ops/sagas")]
    public async Task What_operators_may_do_nobody_of_a_shop_may(string path)
    {
        using var owner = await shop.SignInAsync("owner");

        (await owner.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden").Headers["WWW-Authenticate"].ShouldBe("Bearer error=\"insufficient_scope\"");
    }

    [Fact]
    public async Task No_page_of_another_origin_may_call()
    {
        using var visitor = shop.Visitor();

        var asked = await visitor.AskAsync(HttpMethod.Options, "/v1/products", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        var read = await visitor.GetAsync("/v1/products", ("Origin", "https://evil.example"));

        asked.Headers.Keys.Concat(read.Headers.Keys).ShouldAllBe(name => !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
