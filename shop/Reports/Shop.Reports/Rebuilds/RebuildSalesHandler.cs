using Microsoft.Extensions.Options;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Reports.Sales;

namespace Shop.Reports.Rebuilds;

/// <summary>
/// Writes what orders and payments know of the last days, page by page, in the same way as events are written: what is there stays, what is missing or
/// wrong is put right. Nothing is deleted, since an event may have brought what was not there yet when the page was read.
/// </summary>
internal sealed class RebuildSalesHandler(IOrders orders, IPayments payments, SalesRepository sales, Operation operation, IOptions<ReportsOptions> options)
    : IJobHandler<RebuildSales>
{
    private const int PageSize = 500;

    public async Task<Result> HandleAsync(RebuildSales job, JobRun run, CancellationToken cancellationToken)
    {
        var from = new DateTimeOffset(job.Day.AddDays(-options.Value.RebuildDays), default, TimeSpan.Zero);
        var until = new DateTimeOffset(job.Day.AddDays(1), default, TimeSpan.Zero);
        var after = Guid.Empty;
        while (true)
        {
            var page = await orders.ListSalesAsync(new(from, until, after, PageSize), cancellationToken);
            if (page.Count > 0)
            {
                var refunds = await payments.FindRefundsAsync(new([.. page.Select(sale => sale.OrderId)]), cancellationToken);
                await sales.AddSalesAsync([.. page.Select(ToSale)], cancellationToken);
                await sales.AddRefundsAsync([.. refunds.Select(ToRefund)], cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return Result.Success;
            }

            // The next calls must not find a transaction open.
            await operation.CommitAsync(cancellationToken);
            (from, after) = (page[^1].ConfirmedAt, page[^1].OrderId);
        }
    }

    private static Sale ToSale(SaleSnapshot sale) => new()
    {
        OrderId = sale.OrderId,
        ConfirmedAt = sale.ConfirmedAt,
        Amount = sale.Total.Amount,
        Currency = sale.Total.Currency,
        CancelledAt = sale.CancelledAt,
    };

    private static Refund ToRefund(RefundSnapshot refund) => new() { Id = refund.Id, OrderId = refund.OrderId, Amount = refund.Amount.Amount };
}
