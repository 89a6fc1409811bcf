using Microsoft.Extensions.Logging;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Inventory.Reservations;

namespace Shop.Inventory.Expiries;

/// <summary>
/// Releases one reservation at a time, with a commit each: rows of stock are not kept from buyers for longer than one of them takes. A sale of the same
/// reservation comes before it or after it; whichever is first, the other finds it settled.
/// </summary>
internal sealed class ExpireReservationsHandler(ReservationRepository reservations, Operation operation, TimeProvider time, ILogger<ExpireReservationsHandler> logger)
    : IJobHandler<ExpireReservations>
{
    private const int Part = 100;

    public async Task<Result> HandleAsync(ExpireReservations job, JobRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var released = 0;
        IReadOnlyList<Guid> part;
        do
        {
            part = await reservations.ExpiredAsync(now, Part, cancellationToken);
            foreach (var id in part)
            {
                released += await reservations.ExpireAsync(id, now, cancellationToken) ? 1 : 0;
                await operation.CommitAsync(cancellationToken);
            }
        }
        while (part.Count == Part);

        if (released > 0)
        {
            Log.Expired(logger, released);
        }

        return Result.Success;
    }
}
