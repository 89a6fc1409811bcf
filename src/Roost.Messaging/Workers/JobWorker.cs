using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Topology;

namespace Roost.Messaging.Workers;

/// <summary>Works on the queues of this host's modules for as long as the host runs.</summary>
internal sealed class JobWorker(
    JobStore store, JobCatalogue catalogue, JobRunner runner, QueueKeeper keeper, QueueSignals signals, DatabaseTrouble trouble, IOptions<MessagingOptions> options, HostShape shape, TimeProvider time, ILogger<JobWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await new WorkerSession(store, catalogue, runner, keeper, signals, trouble, options.Value, shape.Name, time, logger).RunAsync(stoppingToken);
            }
            catch (Exception exception) when (trouble.Is(exception))
            {
                trouble.Report(exception);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
