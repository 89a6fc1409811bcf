using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>
/// Keeps what follows the streams of this host's modules up to date. Every worker process may do it for each, one at a time: whose turn it is is written down with
/// an end, and what is taken in twice is refused by the checkpoint.
/// </summary>
internal sealed class FollowWorker(
    FollowStore store, GenerationStore generations, FollowerSteps steps, LateTenants late, FollowerLags lags, RetiredGenerations retired, StreamCatalogue catalogue, QueueSignals signals, DatabaseTrouble trouble,
    IOptions<MessagingOptions> options, IHostApplicationLifetime lifetime, ILogger<FollowWorker> logger) : BackgroundService
{
    private readonly Guid _worker = Guid.CreateVersion7();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Follower[] followers = [.. catalogue.Followers.Where(follower => follower.IsActive)];
        if (followers.Length == 0)
        {
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await EnterAsync(followers, stopping.Token);
            var loops = followers.Select(follower => new FollowerLoop(follower, _worker, store, steps, signals, trouble, options, logger).RunAsync(stopping.Token))
                .Concat(followers.Where(follower => !follower.IsSubscription)
                    .Select(follower => new RebuildLoop(follower, _worker, store, generations, steps, retired, signals, trouble, options, logger).RunAsync(stopping.Token)));
            await Task.WhenAll([.. loops, .. followers.Select(follower => late.RunAsync(follower, stopping.Token)), lags.RunAsync(stopping.Token)]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ReleaseAsync(followers);
        }
    }

    private async Task EnterAsync(Follower[] followers, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.EnterAsync(followers, cancellationToken);
                return;
            }
            catch (Exception exception) when (trouble.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                trouble.Report(exception);
            }

            await Task.Delay(options.Value.PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    // So that another goes on at once, and not when this one's time is up.
    private async Task ReleaseAsync(Follower[] followers)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            foreach (var follower in followers)
            {
                await store.ReleaseAsync(follower, _worker, patience.Token);
            }
        }
        catch (Exception exception) when (trouble.Is(exception) || exception is OperationCanceledException)
        {
            // Its time ends by itself.
            trouble.Report(exception);
        }
    }
}
