using Roost;
using Roost.Messaging.Events;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Reports.Sales;

/// <summary>Keeps what events say of sales. They may come in any order, and again.</summary>
internal sealed class SaleEvents(SalesRepository sales) : IEventHandler<OrderConfirmed>, IEventHandler<OrderCancelled>, IEventHandler<PaymentRefunded>
{
    public async Task<Result> HandleAsync(OrderConfirmed integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        await sales.AddSalesAsync([ToSale(integrationEvent.OrderId, integrationEvent.Total, integrationEvent.ConfirmedAt, cancelledAt: null)], cancellationToken);
        return Result.Success;
    }

    public async Task<Result> HandleAsync(OrderCancelled integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        // What never was confirmed was no sale.
        if (integrationEvent.ConfirmedAt is { } confirmedAt)
        {
            await sales.AddSalesAsync([ToSale(integrationEvent.OrderId, integrationEvent.Total, confirmedAt, integrationEvent.CancelledAt)], cancellationToken);
        }

        return Result.Success;
    }

    public async Task<Result> HandleAsync(PaymentRefunded integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        await sales.AddRefundsAsync(
            [new() { Id = integrationEvent.RefundId, OrderId = integrationEvent.OrderId, Amount = integrationEvent.Amount.Amount }], cancellationToken);
        return Result.Success;
    }

    private static Sale ToSale(Guid orderId, Money total, DateTimeOffset confirmedAt, DateTimeOffset? cancelledAt) =>
        new() { OrderId = orderId, ConfirmedAt = confirmedAt, Amount = total.Amount, Currency = total.Currency, CancelledAt = cancelledAt };
}
