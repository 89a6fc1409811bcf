using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Roost.Configuration;

namespace Roost.Edge.Drain;

/// <summary>Whether the host is being stopped. Readiness asks it, so that no new requests are sent here while the last ones finish.</summary>
public sealed class Draining(IHostEnvironment environment, IOptions<EdgeOptions> options, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool _isDraining;

    /// <summary>Whether a signal to stop has come.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Turns readiness off, and goes on serving for as long as load balancers may need to notice.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        var delay = options.Value.DrainDelay ?? (environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        return delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<IConfigureOptions<HostOptions>>(provider => new ConfigureOptions<HostOptions>(host =>
        {
            var edge = provider.GetRequiredService<IOptions<EdgeOptions>>().ValueOrDefaults();
            host.ShutdownTimeout = edge.DrainTimeout + (edge.DrainDelay ?? TimeSpan.FromSeconds(5));
        }));
    }
}
