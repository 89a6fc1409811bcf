using Microsoft.Extensions.Options;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Webhooks.Deliveries;

namespace Shop.Webhooks.Histories;

/// <summary>Throws away what ended long ago, in parts with a commit each.</summary>
internal sealed class ClearHistoryHandler(DeliveryRepository deliveries, Operation operation, IOptions<WebhooksOptions> options, TimeProvider time) : IJobHandler<ClearHistory>
{
    private const int Part = 1000;

    public async Task<Result> HandleAsync(ClearHistory job, JobRun run, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.KeepDeliveries;
        while (await deliveries.DropAsync(before, Part, cancellationToken) == Part)
        {
            await operation.CommitAsync(cancellationToken);
        }

        return Result.Success;
    }
}
