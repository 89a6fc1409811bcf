using System.Net.Http.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory;
using Shop.Inventory.Contracts;
using Shop.Tenants.Contracts;
using Shop.Tests.Tenancy;

namespace Shop.Tests.Inventory;

/// <summary>The inventory module alone, with one product in stock, and a clock that can be set forward.</summary>
internal sealed class StockRoom : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private StockRoom(ModuleHost host, TenantId tenant, Guid product, ManualClock clock)
    {
        (_host, Tenant, Product, Clock) = (host, tenant, product, clock);
    }

    public TenantId Tenant { get; }

    public Guid Product { get; }

    public ManualClock Clock { get; }

    public static async Task<StockRoom> OpenAsync(PostgresServer server, int stock)
    {
        var (tenant, product, clock) = (TenantId.New(), Guid.CreateVersion7(), new ManualClock());
        var host = await new ModuleHostBuilder<InventoryModule>(server)
            .Fake<ICatalog>(new OneProduct(product))
            .Fake<ITenants>(new ListedShops(tenant))
            .WithServices(services => services.AddSingleton<TimeProvider>(clock).AddAuthorizationBuilder().AddPolicy(Policies.Staff, policy => policy.RequireRole(Roles.Staff)))
            .StartAsync();
        await StopScheduleAsync(host);
        var room = new StockRoom(host, tenant, product, clock);
        using var staff = host.CreateClient(tenant, Guid.CreateVersion7(), Roles.Staff);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "delivery");
        using var answer = await staff.PostAsJsonAsync($"/v1/inventory/{product}/adjustments", new { delta = stock, reason = "Delivery" });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return room;
    }

    public Task<Result> ReserveAsync(Guid operation, int quantity) => CallAsync(inventory => inventory.ReserveAsync(new(operation, [new(Product, quantity)]), CancellationToken.None));

    public Task<Result> SellAsync(Guid operation) => CallAsync(inventory => inventory.CommitAsync(new(operation), CancellationToken.None));

    public Task<Result> ReleaseAsync(Guid operation) => CallAsync(inventory => inventory.ReleaseAsync(new(operation), CancellationToken.None));

    /// <summary>Sends a job, and waits until it and what it has asked for is over without a failure.</summary>
    public async Task SendAsync<TJob>(TenantId? tenant, TJob job)
        where TJob : notnull
    {
        await _host.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(tenant, Principal.System, "test"), job);
        await _host.Database.SettledAsync();
        (await LookAsync("SELECT error FROM roost.job_error")).ShouldBeEmpty();
    }

    /// <summary>A release that has been written down, and commits with the transaction.</summary>
    public async Task<NpgsqlTransaction> BeginReleaseAsync(Guid operation)
    {
        var superuser = await _host.Database.OpenAsync(ClusterRole.Superuser);
        var transaction = await superuser.BeginTransactionAsync();
        await superuser.ExecuteAsync(
            "INSERT INTO inventory.reservations (tenant_id, id, state, created_at, expires_at) VALUES (@tenant, @operation, 'Released', now(), now())",
            new { tenant = Tenant.Value, operation });
        return transaction;
    }

    /// <summary>Waits until somebody waits for another one's transaction.</summary>
    public async Task UntilBlockedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await LookAsync("SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).Count == 0)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The stock as available/reserved.</summary>
    public async Task<string> StockAsync() => (await LookAsync("SELECT format('%s/%s', available, reserved) FROM inventory.stocks")).ShouldHaveSingleItem();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>By it a job would begin at a full minute; if a test sets the clock forward at that moment, it has taken too long.</summary>
    private static async Task StopScheduleAsync(ModuleHost host)
    {
        await using var superuser = await host.Database.OpenAsync(ClusterRole.Superuser);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await superuser.ExecuteAsync("UPDATE roost.schedule SET last_fire_at = clock_timestamp() + interval '1 day'") == 0)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        await host.Database.SettledAsync();
    }

    private Task<Result> CallAsync(Func<IInventory, Task<Result>> call) => _host.CallAsync(Tenant, call);

    private async Task<IReadOnlyList<string>> LookAsync(string sql)
    {
        await using var superuser = await _host.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<string>(sql)).AsList();
    }
}
