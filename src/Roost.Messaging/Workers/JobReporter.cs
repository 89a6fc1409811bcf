using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>
/// Writes how far an attempt is, twice a second at most, and in the end whatever came last. Who has lost the lease or is wanted no more learns it by that. If the
/// database does not take it, the handler goes on: a report is worth less than the work.
/// </summary>
internal sealed class JobReporter(ClaimedJob job, Guid worker, JobStore store, DatabaseTrouble trouble, ILogger logger) : IJobReporter
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private long? _written;
    private Report? _unwritten;

    public Task ReportAsync(long done, long? total, string? detail, CancellationToken cancellationToken)
    {
        _unwritten = new(done, total, detail);
        return _written is { } before && Stopwatch.GetElapsedTime(before) < Between ? Task.CompletedTask : FlushAsync(cancellationToken);
    }

    /// <summary>Writes what was reported last and has not been written.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_unwritten is not { } report)
        {
            return;
        }

        _unwritten = null;
        _written = Stopwatch.GetTimestamp();
        try
        {
            var isUnwanted = await store.ReportAsync(worker, job, report.Done, report.Total, report.Detail, cancellationToken) ?? throw new LeaseLostException();
            if (isUnwanted)
            {
                await job.CancelAsync(logger);
            }
        }
        catch (Exception exception) when (trouble.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            trouble.Report(exception);
        }
    }

    private sealed record Report(long Done, long? Total, string? Detail);
}
