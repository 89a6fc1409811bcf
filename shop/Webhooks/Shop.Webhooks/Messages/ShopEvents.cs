using Roost;
using Roost.Messaging.Events;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Webhooks.Messages;

/// <summary>Tells merchants' systems what happened in the shop. An event that comes again has the same id, and sends nothing more.</summary>
internal sealed class ShopEvents(WebhookFanOut messages) : IEventHandler<OrderConfirmed>, IEventHandler<OrderCancelled>, IEventHandler<PaymentRefunded>
{
    public async Task<Result> HandleAsync(OrderConfirmed integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        var data = new OrderData(integrationEvent.OrderId, integrationEvent.CustomerId, integrationEvent.Total);
        await messages.AddAsync(WebhookTypes.OrderConfirmed, data, run.EventId, integrationEvent.ConfirmedAt, cancellationToken);
        return Result.Success;
    }

    public async Task<Result> HandleAsync(OrderCancelled integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        var data = new OrderData(integrationEvent.OrderId, integrationEvent.CustomerId, integrationEvent.Total);
        await messages.AddAsync(WebhookTypes.OrderCancelled, data, run.EventId, integrationEvent.CancelledAt, cancellationToken);
        return Result.Success;
    }

    public async Task<Result> HandleAsync(PaymentRefunded integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        var data = new RefundData(integrationEvent.RefundId, integrationEvent.PaymentId, integrationEvent.OrderId, integrationEvent.Amount);
        await messages.AddAsync(WebhookTypes.PaymentRefunded, data, run.EventId, integrationEvent.RefundedAt, cancellationToken);
        return Result.Success;
    }
}
