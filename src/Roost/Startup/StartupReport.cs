using Microsoft.Extensions.Hosting;

namespace Roost.Startup;

/// <summary>Runs every check before anything listens or consumes, and refuses to start if any of them found a fault.</summary>
internal sealed class StartupReport(IEnumerable<IStartupCheck> checks) : IHostedLifecycleService
{
    private bool _passed;

    public Task StartingAsync(CancellationToken cancellationToken) => _passed ? Task.CompletedTask : RunAsync(cancellationToken);

    /// <exception cref="StartupException">There are faults.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (var check in checks)
        {
            await check.CheckAsync(faults, cancellationToken);
        }

        if (faults.Count > 0)
        {
            throw new StartupException(faults);
        }

        _passed = true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
