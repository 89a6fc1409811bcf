using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Postgres.Connections;

namespace Roost.Security.Idempotency;

/// <summary>Throws away answers that nobody will ask for again.</summary>
internal sealed class IdempotencyCleanup(DataSources sources, TimeProvider time, ILogger<IdempotencyCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // By ix_idempotency_key_expires_at, a few at a time so that no lock is held for long.
                await using var command = sources.System.CreateCommand(
                    """
                    DELETE FROM roost.idempotency_key WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM roost.idempotency_key WHERE expires_at < now() LIMIT 10000))
                    """);
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                // The database is away; the next turn will find the same rows.
                Log.CleanupFailed(logger, exception.Message);
            }
        }
    }
}
