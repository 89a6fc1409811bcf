using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Messaging.Jobs;

namespace Shop.Payments.Reconciliation;

/// <summary>Writes down what differs, and what does not any more. Money is not moved and the ledger not changed: that is for people.</summary>
internal sealed class ReconcileLedgerHandler(
    Reconciler reconciler,
    DifferenceRepository differences,
    DifferenceCount count,
    IOptions<PaymentsOptions> options,
    TimeProvider time,
    ILogger<ReconcileLedgerHandler> logger) : IJobHandler<ReconcileLedger>
{
    public async Task<Result> HandleAsync(ReconcileLedger job, JobRun run, CancellationToken cancellationToken)
    {
        var from = new DateTimeOffset(job.Day.AddDays(1 - options.Value.ReconcileDays), default, TimeSpan.Zero);
        var to = new DateTimeOffset(job.Day.AddDays(1), default, TimeSpan.Zero);
        var compared = await reconciler.CompareAsync(from, to, cancellationToken);
        if (!compared.IsSuccess)
        {
            return compared.Error;
        }

        var found = compared.Value;
        var added = await differences.AddAsync(found, cancellationToken);
        await differences.ResolveAsync(from, to, [.. found.Select(difference => difference.ProviderKey)], time.GetUtcNow(), cancellationToken);
        foreach (var kind in added.GroupBy(kind => kind))
        {
            count.Add(kind.Key, kind.Count());
            Log.Differs(logger, kind.Count(), kind.Key, from, to);
        }

        return Result.Success;
    }
}
