using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Postgres.Connections;

namespace Roost.Security.Idempotency;

/// <summary>Throws away answers that nobody will ask for again.</summary>
internal sealed class IdempotencyCleanup(DataSources sources, TimeProvider time, ILogger<IdempotencyCleanup> logger) : BackgroundService
{
    private const int Batch = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the next turn will find the same rows; it is no reason to end the host.
                Log.CleanupFailed(logger, exception.Message);
            }
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            // By ix_idempotency_key_expires_at, a few at a time so that no lock is held for long. Asked twice, because a key may be used anew meanwhile.
            await using var command = sources.System.CreateCommand(
                $"""
                DELETE FROM roost.idempotency_key k
                USING (SELECT tenant_id, principal, key FROM roost.idempotency_key WHERE expires_at < now() ORDER BY expires_at LIMIT {Batch}) expired
                WHERE k.tenant_id = expired.tenant_id AND k.principal = expired.principal AND k.key = expired.key AND k.expires_at < now()
                """);
            deleted = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (deleted == Batch);
    }
}
