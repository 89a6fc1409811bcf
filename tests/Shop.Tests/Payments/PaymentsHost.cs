using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Payments;
using Shop.Payments.Contracts;
using Shop.PaymentSandbox.Tests;
using Shop.Tenants.Contracts;
using Shop.Tests.Tenancy;

namespace Shop.Tests.Payments;

/// <summary>The payments module alone, with the real sandbox at the other end of a line that can be cut.</summary>
public sealed partial class PaymentsHost(PostgresServer server) : IAsyncLifetime
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly TemporaryFolder _folder = new();
    private SandboxProcess? _sandbox;
    private CutLine? _line;
    private ModuleHost? _host;

    internal SandboxClient Sandbox => _sandbox!.Api;

    internal CutLine Line => _line!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync(_folder.Path);
        _line = new CutLine(_sandbox.Api.Address);
        _host = await StartAsync(Line.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _folder.Dispose();
    }

    internal Task<ModuleHost> StartAsync(Uri provider, TimeSpan? tryTimeout = null, params (string Key, string Value)[] calls)
    {
        var builder = new ModuleHostBuilder<PaymentsModule>(server)
            .Fake<ITenants>(new ListedShops(_tenant))
            .With("Modules:payments:ProviderUrl", provider.AbsoluteUri)
            .With("Modules:payments:TryTimeout", $"{tryTimeout ?? TimeSpan.FromSeconds(8)}")
            .WithServices(services => services.AddAuthorizationBuilder().AddPolicy(Policies.Staff, policy => policy.RequireRole("staff")));
        foreach (var (key, value) in calls)
        {
            builder.With($"Roost:Calls:payment-provider:{key}", value);
        }

        return builder.StartAsync();
    }

    internal HttpClient CreateStaff(TenantId? tenant = null) => CreateStaff(_host!, tenant);

    internal HttpClient CreateStaff(ModuleHost host, TenantId? tenant = null) => host.CreateClient(tenant ?? _tenant, Guid.CreateVersion7(), "staff");

    internal Task<Result<PaymentReceipt>> ChargeAsync(Guid order, string method, long amount = 1999) => ChargeAsync(_host!, order, method, amount);

    internal Task<Result<PaymentReceipt>> ChargeAsync(ModuleHost host, Guid order, string method, long amount = 1999) =>
        host.CallAsync<IPayments, Result<PaymentReceipt>>(
            _tenant, payments => payments.ChargeAsync(new(order, order, new(amount, "EUR"), method), CancellationToken.None));

    /// <summary>Under the operation id of the charge: not what the orders module does, and what somebody will do.</summary>
    internal Task<Result> RefundAsync(Guid order) => RefundAsync(_host!, order);

    internal Task<Result> RefundAsync(ModuleHost host, Guid order) =>
        host.CallAsync<IPayments, Result>(_tenant, payments => payments.RefundAsync(new(order, order, "Out of stock."), CancellationToken.None));

    /// <summary>An order's one payment, as status, captured and refunded.</summary>
    internal Task<string> RowAsync(Guid order) => RowAsync(_host!, order);

    internal async Task<string> RowAsync(ModuleHost host, Guid order) => (await host.RunAsync(_tenant, services =>
        services.GetRequiredService<Sql<PaymentsModule>>().QueryAsync<string>(
            "SELECT format('%s %s %s', status, captured, refunded) FROM payments.payments WHERE order_id = @order", new { order }))).ShouldHaveSingleItem();

    /// <summary>Lets an order's payment have been asked for so long ago.</summary>
    internal Task AgeAsync(ModuleHost host, Guid order, TimeSpan age) => host.RunAsync(_tenant, services =>
        services.GetRequiredService<Sql<PaymentsModule>>().ExecuteAsync("UPDATE payments.payments SET asked_at = now() - @age WHERE order_id = @order", new { order, age }));

    /// <summary>The refunds of an order that others were told of.</summary>
    internal Task<IReadOnlyList<long>> ToldAsync(Guid order) => ToldAsync(_host!, order);

    internal static async Task<IReadOnlyList<long>> ToldAsync(ModuleHost host, Guid order)
    {
        await host.Database.SettledAsync();
        await using var superuser = await host.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<long>(
            """
            SELECT (said #>> '{amount,amount}')::bigint
            FROM (SELECT position, convert_from(payload, 'UTF8')::json AS said FROM roost.event_log WHERE name = 'payments.payment-refunded') e
            WHERE said ->> 'orderId' = @order::text
            ORDER BY position
            """,
            new { order })).AsList();
    }

    /// <summary>Completes when there were sagas of a name, and none is left.</summary>
    internal static async Task UntilOverAsync(ModuleHost host, string saga)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await using var superuser = await host.Database.OpenAsync(ClusterRole.Superuser);
        while (!await superuser.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM roost.saga_done WHERE name = @saga) AND NOT EXISTS (SELECT FROM roost.saga WHERE name = @saga)", new { saga }))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The money that moved for an order.</summary>
    internal Task<string[]> MovementsAsync(Guid order) => Sandbox.MovementsOfAsync($"{order:D}");
}
