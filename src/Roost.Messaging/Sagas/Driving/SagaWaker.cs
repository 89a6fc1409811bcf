using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Wakes the sagas whose signals have come. Every worker process does it, each signal is the first one's who looks at it.</summary>
internal sealed class SagaWaker(
    SagaStore store, SagaCatalogue catalogue, QueueSignals signals, WakeUps wakeUps, DatabaseTrouble trouble, IOptions<MessagingOptions> options,
    IHostApplicationLifetime lifetime, ILogger<SagaWaker> logger) : BackgroundService
{
    // Somebody has the job locked at this moment, for the length of a statement.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);
    private long? _tidied;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!catalogue.HasSagas)
        {
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                var pause = await LookAsync(stopping.Token);
                await signals.WaitAsync(Signals.Sagas, pause, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <returns>How long there will be nothing to do, if nobody says otherwise.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var poll = options.Value.PollInterval * (0.75 + (0.5 * Random.Shared.NextDouble()));
        try
        {
            var (queues, isMore) = await store.WakeAsync(cancellationToken);
            wakeUps.Wake(queues);
            if (_tidied is not { } last || Stopwatch.GetElapsedTime(last) > Tidying)
            {
                _tidied = Stopwatch.GetTimestamp();
                await store.TidyAsync(options.Value.Keep, cancellationToken);
            }

            return isMore ? BusyPause : poll;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A mistake of ours. Signals that wait for another try are better than a worker that is gone without a word.
            Log.Broken(logger, exception);
        }

        return poll;
    }
}
