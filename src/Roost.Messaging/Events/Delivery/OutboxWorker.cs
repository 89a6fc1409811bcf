using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Events.Delivery;

/// <summary>
/// Hands events on to their subscriptions, as jobs. Every worker process does it, one at a time, and none before it has said which subscriptions it knows.
/// Each step is one transaction, so that a process may die at any moment: another goes on where it was.
/// </summary>
internal sealed class OutboxWorker(
    EventStore store, OutboxPulse pulse, SubscriptionLags lags, LimitStore limits, EventCatalogue catalogue, QueueSignals signals, WakeUps wakeUps, DatabaseTrouble trouble, IOptions<MessagingOptions> options,
    IHostApplicationLifetime lifetime, ILogger<OutboxWorker> logger) : BackgroundService
{
    private const int Most = 500;
    private const int Fewest = 1;

    // What was published while another was at its last step is nobody's signal any more.
    private static readonly TimeSpan OthersTurn = TimeSpan.FromMilliseconds(20);
    private TimeSpan _othersTurn = OthersTurn;
    private int _most = Most;
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);
    private bool _hasSubscribed;
    private long? _tidied;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!catalogue.HasEvents)
        {
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                var pause = await LookAsync(stopping.Token);
                await signals.WaitAsync(Signals.Outbox, pause, stopping.Token);
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
            if (!_hasSubscribed)
            {
                // Of all that the image subscribes to, and not of what this host handles: it adds their jobs, and admits them.
                await limits.EnterAsync(catalogue.Subscriptions, [], cancellationToken);
                await store.SubscribeAsync(catalogue.Subscriptions, cancellationToken);
                _hasSubscribed = true;
            }

            var pause = await AdvanceAsync(cancellationToken) ? poll : _othersTurn;
            // During a long replay somebody else may be at it for minutes.
            _othersTurn = pause == poll ? OthersTurn : _othersTurn * 2 < poll ? _othersTurn * 2 : poll;
            if (_tidied is not { } last || Stopwatch.GetElapsedTime(last) > Tidying)
            {
                // Before it has succeeded: what cannot be tidied must not keep events from being handed on.
                _tidied = Stopwatch.GetTimestamp();
                await store.TidyAsync(cancellationToken);
            }

            return pause;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            // Perhaps it was too much for one step: events may be large, and subscriptions many.
            _most = Math.Max(Fewest, _most / 2);
            trouble.Report(exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A mistake of ours. Events that wait for another try are better than a worker that is gone without a word.
            Log.Broken(logger, exception);
        }

        return poll;
    }

    /// <returns>Whether all that could be seen has been handed on; if not, somebody else is at it.</returns>
    private async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        while (await store.AdvanceAsync(_most, cancellationToken) is { } advanced)
        {
            _most = Math.Min(Most, _most * 2);
            await lags.LookAsync(cancellationToken);
            wakeUps.Wake(advanced.Queues);
            if (advanced.Queues.Count > 0)
            {
                wakeUps.Admit();
            }

            if (!advanced.IsMore)
            {
                pulse.Drained();
                return true;
            }
        }

        await lags.LookAsync(cancellationToken);
        return false;
    }
}
