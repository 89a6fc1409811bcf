using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory;
using Shop.Inventory.Contracts;
using Shop.Tenants.Contracts;
using Shop.Tests.Tenancy;

namespace Shop.Tests.Inventory;

public sealed class ReservationTests(PostgresServer server)
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _product = Guid.CreateVersion7();

    [Fact]
    public async Task A_thousand_buyers_of_a_hundred_get_a_hundred()
    {
        await using var inventory = await StartAsync();
        await StockAsync(inventory, 100);

        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => ReserveAsync(inventory, Guid.CreateVersion7(), 1)));

        results.Count(result => result.IsSuccess).ShouldBe(100);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error!.Code == "inventory.insufficient");
    }

    [Fact]
    public async Task A_repeated_reservation_takes_the_stock_once()
    {
        await using var inventory = await StartAsync();
        await StockAsync(inventory, 5);
        var operation = Guid.CreateVersion7();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReserveAsync(inventory, operation, 3)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await ReserveAsync(inventory, Guid.CreateVersion7(), 3)).Error!.Code.ShouldBe("inventory.insufficient");
        (await ReserveAsync(inventory, Guid.CreateVersion7(), 2)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_released_reservation_can_be_had_again()
    {
        await using var inventory = await StartAsync();
        await StockAsync(inventory, 3);
        var operation = Guid.CreateVersion7();
        await ReserveAsync(inventory, operation, 3);

        await inventory.CallAsync<IInventory, Result>(_tenant, i => i.ReleaseAsync(new(operation), CancellationToken.None));

        (await ReserveAsync(inventory, Guid.CreateVersion7(), 3)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_tenants_stock_is_none()
    {
        await using var inventory = await StartAsync();
        await StockAsync(inventory, 3);

        var stranger = await inventory.CallAsync<IInventory, Result>(
            TenantId.New(), i => i.ReserveAsync(new(Guid.CreateVersion7(), [new(_product, 1)]), CancellationToken.None));

        stranger.Error!.Code.ShouldBe("inventory.insufficient");
    }

    [Fact]
    public async Task A_product_that_the_shop_does_not_have_gets_no_stock()
    {
        await using var inventory = await StartAsync();
        using var staff = inventory.CreateClient(_tenant, Guid.CreateVersion7(), "staff");
        var foreign = Guid.CreateVersion7();

        staff.DefaultRequestHeaders.Add("Idempotency-Key", "delivery");

        using var answer = await staff.PostAsJsonAsync($"/v1/inventory/{foreign}/adjustments", new { delta = 1, reason = "Delivery" });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stock = await staff.GetAsync(new Uri($"/v1/inventory/{foreign}", UriKind.Relative));
        stock.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Result> ReserveAsync(ModuleHost inventory, Guid operation, int quantity) =>
        inventory.CallAsync<IInventory, Result>(_tenant, i => i.ReserveAsync(new(operation, [new(_product, quantity)]), CancellationToken.None));

    private async Task StockAsync(ModuleHost inventory, int quantity)
    {
        using var staff = inventory.CreateClient(_tenant, Guid.CreateVersion7(), "staff");
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "delivery");
        using var answer = await staff.PostAsJsonAsync($"/v1/inventory/{_product}/adjustments", new { delta = quantity, reason = "Delivery" });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private Task<ModuleHost> StartAsync() => new ModuleHostBuilder<InventoryModule>(server)
        .Fake<ICatalog>(new OneProduct(_product))
        .Fake<ITenants>(new ListedShops())
        .WithServices(services => services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Staff, policy => policy.RequireRole("staff")))
        // A thousand wait for ten connections, on a busy machine as well.
        .With("Roost:Postgres:ConnectTimeout", "00:01:00")
        .StartAsync();
}
