using Microsoft.Extensions.Logging;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Webhooks.Receivers;
using Shop.Webhooks.Sending;

namespace Shop.Webhooks.Deliveries;

/// <summary>
/// Makes one attempt and records it. No transaction is open while the receiver is asked. After a crash in between, the message is sent
/// again under the same id, by which receivers know it.
/// </summary>
internal sealed class DeliverWebhookHandler(
    DeliveryRepository deliveries,
    ReceiverRepository receivers,
    WebhookSender sender,
    Operation operation,
    TimeProvider time,
    ILogger<DeliverWebhookHandler> logger) : IJobHandler<DeliverWebhook>
{
    public async Task<Result> HandleAsync(DeliverWebhook job, JobRun run, CancellationToken cancellationToken)
    {
        // It has ended, or its endpoint was deleted and took it along.
        if (await deliveries.FindPendingAsync(job.DeliveryId, cancellationToken) is not { Receiver: { } receiver } delivery)
        {
            return Result.Success;
        }

        if (receiver.DisabledAt is not null)
        {
            delivery.Fail("endpoint_disabled", time.GetUtcNow());
            await deliveries.SaveAsync(cancellationToken);
            return Result.Success;
        }

        var startedAt = time.GetUtcNow();
        var begun = time.GetTimestamp();
        var answer = await sender.SendAsync(receiver, delivery, cancellationToken);
        deliveries.Add(new Attempt
        {
            Id = Guid.CreateVersion7(startedAt),
            DeliveryId = delivery.Id,
            StartedAt = startedAt,
            DurationMs = (int)time.GetElapsedTime(begun).TotalMilliseconds,
            StatusCode = answer.StatusCode,
            Error = answer.Error,
        });
        await EndAsync(delivery, answer, run, cancellationToken);
        await deliveries.SaveAsync(cancellationToken);
        if (delivery.Status != DeliveryStatus.Pending)
        {
            // A failure is the merchant's to mend, who sees it in the history. A dead letter would be for those who run the shop.
            return Result.Success;
        }

        // An error undoes what is not committed.
        await operation.CommitAsync(cancellationToken);
        return WebhookErrors.NotDelivered;
    }

    private async Task EndAsync(Delivery delivery, SendAnswer answer, JobRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (answer.IsDelivered)
        {
            delivery.Succeed(now);
        }
        else if (answer.IsGone)
        {
            delivery.Fail(SendAnswer.Gone, now);
            await receivers.DisableAsync(delivery.ReceiverId, SendAnswer.Gone, now, cancellationToken);
            Log.Gone(logger, delivery.ReceiverId);
        }
        else if (run.IsLast)
        {
            delivery.Fail("attempts_used_up", now);
            Log.GivenUp(logger, delivery.Id, delivery.ReceiverId, run.Attempt, answer.Error!);
        }
    }
}
