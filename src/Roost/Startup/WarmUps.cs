using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Faults;

namespace Roost.Startup;

/// <summary>Runs every warm-up once the host listens, beside the first requests.</summary>
internal sealed class WarmUps(
    IEnumerable<IWarmUp> warmUps, IHostApplicationLifetime lifetime, FaultClassification faults, ILogger<WarmUps> logger) : IHostedLifecycleService
{
    private Task _running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // A single processor would only keep the first requests waiting with it.
        if (Environment.ProcessorCount > 1)
        {
            // On threads of their own: the pool begins with as many as there are processors, and requests need them.
            _running = Task.WhenAll(warmUps.Select(warmUp => Task.Factory.StartNew(
                () => RunAsync(warmUp), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        }

        return Task.CompletedTask;
    }

    // Cancelled by now; what it uses is disposed of next.
    public Task StopAsync(CancellationToken cancellationToken) => _running.WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(IWarmUp warmUp)
    {
        try
        {
            await warmUp.RunAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception exception) when (faults.Classify(exception) is var error)
        {
            if (error.Code == FaultClassification.UnexpectedCode)
            {
                Log.WarmUpFailed(logger, exception, warmUp.GetType().Name);
            }
            else
            {
                // The dependency is away, which the start-up check and readiness tell of.
                Log.WarmUpGivenUp(logger, warmUp.GetType().Name, error.Code);
            }
        }
    }
}
