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
        // Side by side, because some wait for a server while others keep the processor busy; reported in the order of their registration.
        var found = await Task.WhenAll(checks.Select(check => Task.Run(() => FindAsync(check, cancellationToken), cancellationToken)));
        var faults = found.SelectMany(each => each).ToList();
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

    private static async Task<List<Fault>> FindAsync(IStartupCheck check, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        await check.CheckAsync(faults, cancellationToken);
        return faults;
    }
}
