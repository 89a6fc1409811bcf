using Microsoft.Extensions.Logging;
using OpenTelemetry;
using Roost.Health;

namespace Roost.Telemetry.Health;

/// <summary>
/// Asks one dependency, once at a time: whoever asks while an answer is on its way gets that one. So nobody can use the anonymous health
/// endpoints to load a database, and a dependency that hangs is asked once and not again every second.
/// </summary>
internal sealed class DependencyProbe(IDependencyCheck check, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private Task<DependencyReport>? _asking;
    private Task<DependencyState>? _working;
    private volatile DependencyReport? _last;

    /// <summary>Whether readiness depends on it.</summary>
    public bool IsRequired => check.IsRequired;

    /// <summary>The last answer.</summary>
    public DependencyReport? Last => _last;

    /// <summary>Asks, or joins those who are asking.</summary>
    public Task<DependencyReport> AskAsync()
    {
        lock (_gate)
        {
            if (_asking is not { IsCompleted: false })
            {
                // The answer is for everyone, so it belongs to no request: neither its trace nor its log scope goes along.
                using (ExecutionContext.SuppressFlow())
                {
                    _asking = Task.Run(ReportAsync);
                }
            }

            return _asking;
        }
    }

    private async Task<DependencyReport> ReportAsync()
    {
        var started = time.GetTimestamp();
        var state = await WithinLimitAsync();
        var report = new DependencyReport(check.Name, state.IsUp, state.Cause, time.GetElapsedTime(started));
        if (report.IsUp != _last?.IsUp)
        {
            Say(report, isFirst: _last is null);
        }

        _last = report;
        return report;
    }

    private async Task<DependencyState> WithinLimitAsync()
    {
        using var limit = new CancellationTokenSource(IDependencyCheck.TimeLimit, time);
        // What did not heed its cancellation last time is waited for instead of being started a second time.
        _working = _working is { IsCompleted: false } ? _working : WorkAsync(limit.Token);
        try
        {
            return await _working.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return DependencyState.Down($"It did not answer within {IDependencyCheck.TimeLimit.TotalSeconds:0} s.");
        }
        catch (Exception exception)
        {
            return DependencyState.Down(exception.GetBaseException().Message);
        }
    }

    private async Task<DependencyState> WorkAsync(CancellationToken cancellationToken)
    {
        // A trace a second that says nothing else than that the database answered.
        using var untraced = SuppressInstrumentationScope.Begin();
        return await check.CheckAsync(cancellationToken);
    }

    private void Say(DependencyReport report, bool isFirst)
    {
        if (!report.IsUp && IsRequired)
        {
            Log.Away(logger, report.Name, report.Cause);
        }
        else if (!report.IsUp)
        {
            Log.Unwell(logger, report.Name, report.Cause);
        }
        else if (!isFirst)
        {
            Log.Back(logger, report.Name);
        }
    }
}
