using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Schedules;

/// <summary>
/// Fires the schedules of this host's modules. What time it is the database says; the host's clock only measures how long to wait until it is
/// asked again. All workers do it, and each fire time is the first one's who comes.
/// </summary>
internal sealed class Scheduler : BackgroundService
{
    // However far it is to the next fire time: two clocks do not run alike, and the database's may be set.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyList<ScheduleFact> _schedules;
    private readonly ScheduleStore _store;
    private readonly JobCatalogue _jobs;
    private readonly WakeUps _wakeUps;
    private readonly DatabaseTrouble _trouble;
    private readonly IOptions<MessagingOptions> _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _logger;
    private bool _isEntered;

    public Scheduler(
        ApplicationModel model, HostShape shape, ScheduleStore store, JobCatalogue jobs, WakeUps wakeUps, DatabaseTrouble trouble, IOptions<MessagingOptions> options,
        IHostApplicationLifetime lifetime, ILogger<Scheduler> logger)
    {
        _schedules = [.. model.Facts<ScheduleFact>().Where(schedule => shape.Activates(schedule.Module)).Select(schedule => schedule.Fact)];
        _store = store;
        _jobs = jobs;
        _wakeUps = wakeUps;
        _trouble = trouble;
        _options = options;
        _lifetime = lifetime;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _lifetime.ApplicationStopping);
        while (_schedules.Count > 0 && !stopping.IsCancellationRequested)
        {
            var pause = await TryLookAsync(stopping.Token);
            await Task.WhenAny(Task.Delay(pause, TimeProvider.System, stopping.Token));
        }
    }

    private async Task<TimeSpan> TryLookAsync(CancellationToken stopping)
    {
        try
        {
            return await LookAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (_trouble.Is(exception))
        {
            _trouble.Report(exception);
        }
        catch (Exception exception)
        {
            // A mistake of ours. Schedules that stop without a word would be worse than some that try again.
            Log.Broken(_logger, exception);
        }

        return Pause;
    }

    /// <returns>How long there will be nothing to do.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        if (!_isEntered)
        {
            await _store.EnterAsync(_schedules, cancellationToken);
            _isEntered = true;
        }

        var rows = (await _store.LookAsync(_schedules, cancellationToken)).ToDictionary(row => row.Name, StringComparer.Ordinal);
        var since = Stopwatch.GetTimestamp();
        var pause = Longest;
        foreach (var schedule in _schedules)
        {
            var (now, _, last) = rows[schedule.Name];
            var until = last is null || !await TryFireAsync(schedule, last.Value, now, cancellationToken) ? TimeSpan.Zero : schedule.Times.Next(now) - now;
            _isEntered &= last is not null;
            pause = until < pause ? until.Value : pause;
        }

        pause -= Stopwatch.GetElapsedTime(since);
        return pause > Shortest ? pause : Shortest;
    }

    /// <returns>Whether there is no need to look again at once.</returns>
    private async Task<bool> TryFireAsync(ScheduleFact schedule, DateTimeOffset last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await FireAsync(schedule, last, now, cancellationToken);
        }
        catch (Exception exception) when (_trouble.Is(exception) && !_trouble.IsAway(exception))
        {
            // One that the database refuses must not keep the others waiting.
            _trouble.Report(exception);
            return true;
        }
    }

    private async Task<bool> FireAsync(ScheduleFact schedule, DateTimeOffset last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = schedule.Times.Due(last, now, schedule.CatchUp);
        foreach (var fireTime in due)
        {
            if (TryCreate(schedule, fireTime) is not { } job)
            {
                return true;
            }

            if (!await _store.FireAsync(schedule, last, fireTime, job, cancellationToken))
            {
                return false;
            }

            Log.Fired(_logger, schedule.Name, fireTime, job.Id);
            if (now - fireTime > FireTimes.Grace)
            {
                Log.CaughtUp(_logger, schedule.Name, fireTime, now);
            }

            _wakeUps.Wake(JobInsert.SignalsOf([job]));
            last = fireTime;
        }

        return true;
    }

    private NewJob? TryCreate(ScheduleFact schedule, DateTimeOffset fireTime)
    {
        try
        {
            return schedule.CreateJob(_jobs, fireTime, _options.Value.MaxPayloadBytes);
        }
        catch (Exception exception)
        {
            // The module's own code. Its fire time is not over, and the other schedules go on.
            Log.NoJob(_logger, exception, schedule.Name, fireTime);
            return null;
        }
    }
}
