using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Orders;
using Shop.Payments.Contracts;
using Shop.Tests.Inventory;

namespace Shop.Tests.Orders;

/// <summary>The mail that an order ends with, which must not change how it ended.</summary>
public sealed class ConfirmationTests(PostgresServer server)
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _product = Guid.CreateVersion7();
    private readonly Guid _customer = Guid.CreateVersion7();
    private readonly Neighbours _neighbours = new();
    private readonly HeardWarnings _warnings = new();

    [Fact]
    public async Task A_mail_that_cannot_be_sent_is_logged_with_its_order_and_the_reason()
    {
        _neighbours.Send = _ => Task.FromResult<Result>(Error.Unprocessable("notifications.bad_address", "No."));
        await using var host = await StartAsync();

        var order = await OrderAsync(host, "a");

        order.GetProperty("status").GetString().ShouldBe("confirmed");
        _warnings.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldContain(order.GetProperty("id").GetString()!), line => line.ShouldContain("notifications.bad_address"));
    }

    [Fact]
    public async Task A_fault_of_the_mail_leaves_the_order_confirmed()
    {
        _neighbours.Send = _ => throw new InvalidOperationException("The postman fell.");
        await using var host = await StartAsync();

        var order = await OrderAsync(host, "a");

        order.GetProperty("status").GetString().ShouldBe("confirmed");
        _warnings.Lines.ShouldHaveSingleItem().ShouldContain(order.GetProperty("id").GetString()!);
    }

    [Fact]
    public async Task A_repetition_that_finds_the_order_confirmed_sends_the_mail_that_was_cut_off()
    {
        _neighbours.Send = async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return Result.Success;
        };
        await using var host = await StartAsync(("Roost:Edge:RequestTimeout", "00:00:03"));
        using var cut = await SendAsync(host, "a");
        _neighbours.Send = _ => Task.FromResult(Result.Success);

        var order = await OrderAsync(host, "a");

        cut.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        order.GetProperty("status").GetString().ShouldBe("confirmed");
        _neighbours.Mails.ShouldBe(2);
    }

    private async Task<JsonElement> OrderAsync(ModuleHost host, string key)
    {
        using var answer = await SendAsync(host, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(ModuleHost host, string key)
    {
        using var client = host.CreateClient(_tenant, _customer, Roles.Customer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders");
        request.Content = JsonContent.Create(new { lines = new[] { new { productId = _product, quantity = 1 } }, payment = new { method = "pm_ok" } });
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private async Task<ModuleHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = new ModuleHostBuilder<OrdersModule>(server)
            .Fake<ICatalog>(new OneProduct(_product))
            .Fake<IInventory>(_neighbours)
            .Fake<IPayments>(_neighbours)
            .Fake<INotifications>(_neighbours)
            .WithServices(services => services.AddSingleton<ILoggerProvider>(_warnings).AddAuthorizationBuilder()
                .AddPolicy(Policies.Customer, policy => policy.RequireRole(Roles.Customer))
                .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser()));
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        return await builder.StartAsync();
    }
}
