using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Store;

namespace Roost.Messaging.Broadcasts;

/// <summary>Takes broadcasts to other hosts, and listens for theirs if any module of this host hears anything. What cannot be sent is dropped.</summary>
internal sealed class BroadcastTraffic(BroadcastHub hub, IBroadcastTransport transport, DatabaseTrouble trouble, ILogger<BroadcastTraffic> logger) : BackgroundService
{
    private const int Most = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!hub.IsUsed)
        {
            return;
        }

        try
        {
            await Task.WhenAll(SendAsync(stoppingToken), hub.Hears ? ListenAsync(stoppingToken) : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // As it should be, whether the host stops in order or is given up before it has started.
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        var messages = new List<string>(Most);
        while (await hub.Out.WaitToReadAsync(stopping))
        {
            messages.Clear();
            while (messages.Count < Most && hub.Out.TryRead(out var message))
            {
                messages.Add(message);
            }

            try
            {
                await transport.SendAsync(messages, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                Report(exception);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await transport.ListenAsync(hub.Receive, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                Report(exception);
            }

            await Task.Delay(Pause, TimeProvider.System, stopping);
        }
    }

    private void Report(Exception exception)
    {
        if (trouble.Is(exception))
        {
            trouble.Report(exception);
        }
        else
        {
            Log.BroadcastsAway(logger, exception);
        }
    }
}
