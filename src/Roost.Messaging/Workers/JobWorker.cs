using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Topology;

namespace Roost.Messaging.Workers;

/// <summary>
/// Works on the queues of this host's modules for as long as the host runs. By the machine's clock, whatever clock the application has: leases and
/// heartbeats are the database's, which knows no other.
/// </summary>
internal sealed class JobWorker(
    JobStore store, LimitStore limits, JobCatalogue catalogue, JobRunner runner, QueueKeeper keeper, QueueSignals signals, WakeUps wakeUps, QueueAges ages, QueueCensus census, FailureReport report, DatabaseTrouble trouble, IOptions<MessagingOptions> options, HostShape shape,
    IHostApplicationLifetime lifetime, ILogger<JobWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At once, and not when the requests in flight have been served: what has begun is to have its grace within the host's time to stop.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await new WorkerSession(store, limits, catalogue, runner, keeper, signals, wakeUps, ages, census, report, trouble, options.Value, shape.Name, TimeProvider.System, logger).RunAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
            catch (Exception exception) when (trouble.Is(exception))
            {
                trouble.Report(exception);
                await PauseAsync(stopping.Token);
            }
            catch (Exception exception)
            {
                // A mistake of ours. Its jobs are rescued; a worker that is gone without a word would be worse than one that tries again.
                Log.Broken(logger, exception);
                await PauseAsync(stopping.Token);
            }
        }
    }

    private static Task PauseAsync(CancellationToken stopping)
    {
        var pause = Task.Delay(Pause, TimeProvider.System, stopping);
        return Task.WhenAny(pause);
    }
}
