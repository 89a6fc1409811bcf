using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Throws away windows that have ended: addresses that ask once leave one each.</summary>
internal sealed class WindowCleanup(IRateLimitCounter counter, TimeProvider time, ILogger<WindowCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await counter.ClearAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the next turn will find the same windows; it is no reason to end the host.
                Log.ClearingFailed(logger, exception.Message);
            }
        }
    }
}
