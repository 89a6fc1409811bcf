using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Tests.Inventory;

namespace Shop.Tests.Orders;

/// <summary>Under which ids the orders module asks others. A callee may keep one book of ids for all that it does.</summary>
public sealed class OperationIdTests(PostgresServer server)
{
    private readonly Guid _product = Guid.CreateVersion7();
    private readonly NotedCalls _calls = new();

    [Fact]
    public async Task Each_thing_that_an_order_asks_for_has_an_id_of_its_own()
    {
        await using var orders = await StartAsync();
        using var customer = orders.CreateClient(TenantId.New(), Guid.CreateVersion7(), Roles.Customer);
        var order = await PlaceAsync(customer, "key");
        await orders.Database.SettledAsync();

        using var cancelled = await customer.PostAsync($"/v1/orders/{order}/cancel", content: null);
        await orders.Database.SettledAsync();

        cancelled.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _calls.Calls.Select(call => call.What).Where(what => what != "confirmation").ShouldBe(["reserve", "authorization", "reservation", "capture", "refund", "reservation"]);
        // A reservation is settled under the name that it was made under.
        _calls.Calls.Select(call => call.OperationId).Distinct().Count().ShouldBe(5);
        _calls.Calls.Where(call => call.What is "reserve" or "reservation").Select(call => call.OperationId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("reserve")]
    [InlineData("authorization")]
    [InlineData("reservation")]
    [InlineData("capture")]
    public async Task A_step_that_was_cut_off_asks_again_under_the_same_id(string at)
    {
        await using var orders = await StartAsync();
        using var customer = orders.CreateClient(TenantId.New(), Guid.CreateVersion7(), Roles.Customer);
        _calls.CutsOff = at;

        await PlaceAsync(customer, "key");
        await OverAsync(orders);

        _calls.Calls.Count(call => call.What == at).ShouldBe(2);
        _calls.Calls.GroupBy(call => call.What).ShouldAllBe(calls => calls.Select(call => call.OperationId).Distinct().Count() == 1);
    }

    [Fact]
    public async Task A_cancellation_that_was_cut_off_asks_again_under_the_same_id()
    {
        await using var orders = await StartAsync();
        using var customer = orders.CreateClient(TenantId.New(), Guid.CreateVersion7(), Roles.Customer);
        var order = await PlaceAsync(customer, "key");
        await OverAsync(orders);
        _calls.CutsOff = "refund";

        using var cancelled = await customer.PostAsync($"/v1/orders/{order}/cancel", content: null);
        await OverAsync(orders);

        var refunds = _calls.Calls.Where(call => call.What == "refund").ToList();
        refunds.Count.ShouldBe(2);
        refunds[0].ShouldBe(refunds[1]);
    }

    [Fact]
    public async Task Two_orders_share_no_id()
    {
        await using var orders = await StartAsync();
        using var customer = orders.CreateClient(TenantId.New(), Guid.CreateVersion7(), Roles.Customer);

        await PlaceAsync(customer, "one");
        await PlaceAsync(customer, "two");
        await OverAsync(orders);

        _calls.Calls.Where(call => call.What != "reservation").Select(call => call.OperationId).ShouldBeUnique();
    }

    /// <summary>Waits until no saga is under way, however often its steps are tried.</summary>
    private static async Task OverAsync(ModuleHost orders)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await using var superuser = await orders.Database.OpenAsync(ClusterRole.Superuser, patience.Token);
        while (await superuser.ExecuteScalarAsync<long>("SELECT count(*) FROM roost.saga") > 0)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private Task<ModuleHost> StartAsync() => new ModuleHostBuilder<OrdersModule>(server)
        .Fake<ICatalog>(new OneProduct(_product))
        .Fake<IInventory>(_calls)
        .Fake<IPayments>(_calls)
        .Fake<INotifications>(_calls)
        .WithServices(services => services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Customer, policy => policy.RequireRole(Roles.Customer))
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser()))
        .StartAsync();

    private async Task<Guid> PlaceAsync(HttpClient customer, string key)
    {
        using var placed = await SendAsync(customer, key);
        placed.StatusCode.ShouldBe(HttpStatusCode.Accepted, await placed.Content.ReadAsStringAsync());
        return (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient customer, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders") { Headers = { { "Idempotency-Key", key } } };
        request.Content = JsonContent.Create(new { lines = new[] { new { productId = _product, quantity = 1 } }, payment = new { method = "pm_ok" } });
        return await customer.SendAsync(request);
    }
}
