using Roost;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tenants.Contracts;

namespace Shop.Tests.Reports;

/// <summary>What orders, payments and tenants know, where the reports module is tested alone. A test writes it down.</summary>
internal sealed class Books : IOrders, IPayments, ITenants
{
    public List<SaleSnapshot> Sales { get; } = [];

    public List<RefundSnapshot> Refunds { get; } = [];

    public List<TenantSnapshot> Shops { get; } = [];

    public Task<IReadOnlyList<SaleSnapshot>> ListSalesAsync(ListSales request, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SaleSnapshot>>([
        .. Sales.Where(sale => sale.ConfirmedAt >= request.From && sale.ConfirmedAt < request.Until && (sale.ConfirmedAt > request.From || sale.OrderId > request.After))
            .OrderBy(sale => sale.ConfirmedAt).ThenBy(sale => sale.OrderId).Take(request.Limit)]);

    public Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefundSnapshot>>([.. Refunds.Where(refund => request.OrderIds.Contains(refund.OrderId))]);

    public Task<IReadOnlyList<TenantSnapshot>> ListAsync(ListTenants request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TenantSnapshot>>([.. Shops.Where(shop => shop.Id > request.After).OrderBy(shop => shop.Id).Take(request.Limit)]);

    public Task<Result<OrderSnapshot>> FindAsync(FindOrder request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<PaymentReceipt>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<PaymentReceipt>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<TenantSnapshot>> FindAsync(FindTenant request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken) => throw NotAsked();

    private static InvalidOperationException NotAsked() => new("Reports have no business with this.");
}
