using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Reports.Rebuilds;
using Shop.Reports.Sales;
using Shop.Tenants.Contracts;

namespace Shop.Reports;

/// <summary>What a shop sells, by day. It keeps what it needs of other modules' events, and compares it with theirs every night.</summary>
[Module("reports")]
[Uses<ITenants>, Uses<IOrders>, Uses<IPayments>]
public sealed class ReportsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Options<ReportsOptions>()
        .Database<ReportsDb>()
        .Endpoints<SalesEndpoints>()
        .Handles<OrderConfirmed, SaleEvents>()
        .Handles<OrderCancelled, SaleEvents>()
        .Handles<PaymentRefunded, SaleEvents>()
        .Job<RebuildAllShops, RebuildAllShopsHandler>(job => job.TenantFree().Timeout(TimeSpan.FromMinutes(10)))
        .Job<RebuildSales, RebuildSalesHandler>(job => job.Queue("rebuilds").Timeout(TimeSpan.FromMinutes(10)))
        .Schedule("nightly", "15 2 * * *", static time => new RebuildAllShops(DateOnly.FromDateTime(time.UtcDateTime)))
        .Services(services => services.AddScoped<SalesRepository>());
}
