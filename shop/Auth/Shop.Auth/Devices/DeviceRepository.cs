using Microsoft.EntityFrameworkCore;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Auth.Devices;

internal sealed class DeviceRepository(AuthDb db, Sql<AuthModule> sql)
{
    /// <summary>The most devices of an account that are remembered.</summary>
    private const int Most = 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public Task<Device?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        db.Devices.AsNoTracking().SingleOrDefaultAsync(device => device.Hash == hash, cancellationToken);

    /// <summary>Remembers a device of an account, and forgets the account's oldest and those that have not been seen for half a year.</summary>
    public async Task AddAsync(Device device, CancellationToken cancellationToken)
    {
        // By the index (tenant_id, account_id).
        await sql.ExecuteAsync(
            """
            DELETE FROM auth.devices WHERE account_id = @AccountId AND (used_at < @forgotten OR hash NOT IN (
                SELECT hash FROM auth.devices WHERE account_id = @AccountId ORDER BY used_at DESC LIMIT @others))
            """,
            new { device.AccountId, forgotten = device.UsedAt - Lifetime, others = Most - 1 },
            cancellationToken);
        db.Add(device);
        await db.SaveChangesAsync(cancellationToken);
    }
}
