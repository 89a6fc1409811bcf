using Microsoft.Extensions.Logging;
using Npgsql;

namespace Roost.Security.Idempotency;

/// <summary>Gives back what was claimed and not answered. At best: if the database is away the lease runs out by itself.</summary>
internal sealed class ClaimRelease(IdempotencyStore store, ILogger<ClaimRelease> logger)
{
    public async Task ReleaseAsync(Claim claim)
    {
        if (claim.IsSettled)
        {
            return;
        }

        claim.IsSettled = true;
        try
        {
            await store.ReleaseAsync(claim, forget: !claim.HasBegun);
        }
        catch (NpgsqlException exception)
        {
            Log.ReleaseFailed(logger, claim.OperationId, exception.Message);
        }
    }
}
