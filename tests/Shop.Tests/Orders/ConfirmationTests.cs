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

/// <summary>The mail that an order ends with, which must not change how it ended.</summary>
public sealed class ConfirmationTests(PostgresServer server)
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _product = Guid.CreateVersion7();
    private readonly Guid _customer = Guid.CreateVersion7();
    private readonly Neighbours _neighbours = new();

    [Fact]
    public async Task A_mail_that_cannot_be_sent_for_good_becomes_a_dead_letter_that_says_why()
    {
        _neighbours.Send = _ => Task.FromResult<Result>(Error.Unprocessable("notifications.bad_address", "No."));
        await using var host = await StartAsync();

        var order = await OrderAsync(host, "a");

        await host.Database.SettledAsync();
        await ShouldBeConfirmedAsync(host, order);
        (await LookAsync<string>(host, "SELECT error FROM roost.job_dead")).ShouldHaveSingleItem().ShouldContain("notifications.bad_address");
    }

    [Fact]
    public async Task A_fault_of_the_mail_leaves_the_order_confirmed_and_is_tried_again()
    {
        var again = new TaskCompletionSource();
        _neighbours.Send = _ =>
        {
            if (_neighbours.Mails == 1)
            {
                throw new InvalidOperationException("The postman fell.");
            }

            again.SetResult();
            return Task.FromResult(Result.Success);
        };
        await using var host = await StartAsync();

        var order = await OrderAsync(host, "a");

        await again.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.Database.SettledAsync();
        await ShouldBeConfirmedAsync(host, order);
        (await LookAsync<string>(host, "SELECT kind FROM roost.job_done WHERE kind LIKE '%tell%'")).ShouldBe(["orders.tell-customer"]);
        (await LookAsync<string>(host, "SELECT error FROM roost.job_error")).ShouldHaveSingleItem().ShouldContain("The postman fell.");
    }

    [Fact]
    public async Task The_mail_is_asked_for_by_the_transaction_that_confirms_the_order_and_by_nothing_else()
    {
        await using var host = await StartAsync();

        await OrderAsync(host, "a");
        await OrderAsync(host, "a");

        await host.Database.SettledAsync();
        _neighbours.Mails.ShouldBe(1);
    }

    [Fact]
    public async Task The_money_is_taken_when_the_order_is_confirmed_and_not_before()
    {
        IReadOnlyList<string> found = [];
        ModuleHost? orders = null;
        _neighbours.Capture = async () => found = await LookAsync<string>(orders!, "SELECT status FROM orders.orders");
        await using var host = orders = await StartAsync();

        await OrderAsync(host, "a");

        await host.Database.SettledAsync();
        found.ShouldBe(["Confirmed"]);
    }

    private static async Task ShouldBeConfirmedAsync(ModuleHost host, JsonElement order) =>
        (await LookAsync<string>(host, $"SELECT status FROM orders.orders WHERE id = '{order.GetProperty("id").GetGuid()}'")).ShouldBe(["Confirmed"]);

    private static async Task<IReadOnlyList<T>> LookAsync<T>(ModuleHost host, string sql)
    {
        await using var superuser = await host.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql)).AsList();
    }

    private async Task<JsonElement> OrderAsync(ModuleHost host, string key)
    {
        using var answer = await SendAsync(host, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
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

    private async Task<ModuleHost> StartAsync()
    {
        var builder = new ModuleHostBuilder<OrdersModule>(server)
            .Fake<ICatalog>(new OneProduct(_product))
            .Fake<IInventory>(_neighbours)
            .Fake<IPayments>(_neighbours)
            .Fake<INotifications>(_neighbours)
            .WithServices(services => services.AddAuthorizationBuilder()
                .AddPolicy(Policies.Customer, policy => policy.RequireRole(Roles.Customer))
                .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser()));

        return await builder.StartAsync();
    }
}
