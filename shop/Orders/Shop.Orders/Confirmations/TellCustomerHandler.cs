using Roost;
using Roost.Messaging.Jobs;
using Shop.Notifications.Contracts;
using Shop.Orders.Orders;

namespace Shop.Orders.Confirmations;

/// <summary>Has the mail sent. Asked again under the same operation id after a failure or a crash, notifications sends it once.</summary>
internal sealed class TellCustomerHandler(OrderRepository orders, INotifications notifications) : IJobHandler<TellCustomer>
{
    public async Task<Result> HandleAsync(TellCustomer job, JobRun run, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(job.OrderId, cancellationToken);
        if (order is null)
        {
            return OrderErrors.NotFound;
        }

        // Whoever has cancelled in the meantime is not to read that all is well.
        return order.Status != OrderStatus.Confirmed
            ? Result.Success
            : await notifications.OrderConfirmedAsync(new(StepIds.Confirmation(order), order.CustomerId, order.Id, order.Total), cancellationToken);
    }
}
