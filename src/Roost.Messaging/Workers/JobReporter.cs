using System.Diagnostics;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>
/// Writes how far an attempt is, twice a second at most, but always the end. Who has lost the lease or is wanted no more learns it by that. If the database does not take
/// it, the handler goes on: a report is worth less than the work.
/// </summary>
internal sealed class JobReporter(ClaimedJob job, Guid worker, JobStore store, DatabaseTrouble trouble) : IJobReporter
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private long? _written;

    public async Task ReportAsync(long done, long? total, string? detail, CancellationToken cancellationToken)
    {
        if (_written is { } before && done != total && Stopwatch.GetElapsedTime(before) < Between)
        {
            return;
        }

        _written = Stopwatch.GetTimestamp();
        try
        {
            var isUnwanted = await store.ReportAsync(worker, job, done, total, detail, cancellationToken);
            if (isUnwanted is null)
            {
                throw new LeaseLostException();
            }

            if (isUnwanted.Value)
            {
                await job.Unwanted.CancelAsync();
            }
        }
        catch (Exception exception) when (trouble.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            trouble.Report(exception);
        }
    }
}
