using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Operations;

namespace Roost.Messaging.Broadcasts;

/// <summary>Lets the modules of this host hear, one broadcast after the other.</summary>
internal sealed class BroadcastDelivery(BroadcastHub hub, IOperations operations, TimeProvider time, ILogger<BroadcastDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in hub.In.ReadAllAsync(stoppingToken))
            {
                foreach (var handler in hub.HandlersOf(message))
                {
                    await HandleAsync(message, handler, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // As it should be, whether the host stops in order or is given up before it has started.
        }
    }

    private async Task HandleAsync(BroadcastMessage message, BroadcastFact handler, CancellationToken stopping)
    {
        try
        {
            var tenant = message.Tenant is { } id ? new TenantId(id) : (TenantId?)null;
            await operations.RunAsync(
                new CallContext(tenant, Principal.System, message.Correlation, time.GetUtcNow() + Patience),
                async (services, cancellationToken) =>
                {
                    await handler.HandleAsync(services, message.Body, cancellationToken);
                    return true;
                },
                stopping).WaitAsync(2 * Patience, time, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Best effort. The next one is another matter.
            Log.BroadcastFailed(logger, exception, message.Name);
        }
    }
}
