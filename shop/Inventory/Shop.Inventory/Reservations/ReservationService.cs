using Roost;
using Shop.Inventory.Contracts;

namespace Shop.Inventory.Reservations;

internal sealed class ReservationService(ReservationRepository reservations, TimeProvider time) : IInventory
{
    private static readonly Error Insufficient = Error.Unprocessable("inventory.insufficient", "There is not enough in stock.");
    private static readonly Error Unknown = Error.NotFound("inventory.reservation_not_found", "There is no such reservation.");
    private static readonly Error Settled = Error.Conflict("inventory.reservation_settled", "The reservation has been settled the other way.");

    public async Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken)
    {
        if (await reservations.StateAsync(request.OperationId, cancellationToken) is { } known)
        {
            return known == ReservationState.Released ? Settled : Result.Success;
        }

        if (!await reservations.AddAsync(request, time.GetUtcNow(), cancellationToken))
        {
            return Result.Success;
        }

        // Last, because from here on other buyers of the same product wait for us.
        return await reservations.TakeAsync(request, cancellationToken) ? Result.Success : Insufficient;
    }

    public async Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken)
    {
        if (await reservations.MoveAsync(request.OperationId, [ReservationState.Held], ReservationState.Sold, cancellationToken))
        {
            await reservations.ShiftAsync(request.OperationId, available: 0, reserved: -1, cancellationToken);
            return Result.Success;
        }

        return Explain(await reservations.StateAsync(request.OperationId, cancellationToken), ReservationState.Sold);
    }

    public async Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken)
    {
        if (await reservations.MoveAsync(request.OperationId, [ReservationState.Held], ReservationState.Released, cancellationToken))
        {
            await reservations.ShiftAsync(request.OperationId, available: 1, reserved: -1, cancellationToken);
            return Result.Success;
        }

        if (await reservations.MoveAsync(request.OperationId, [ReservationState.Sold], ReservationState.Released, cancellationToken))
        {
            await reservations.ShiftAsync(request.OperationId, available: 1, reserved: 0, cancellationToken);
            return Result.Success;
        }

        return Explain(await reservations.StateAsync(request.OperationId, cancellationToken), ReservationState.Released);
    }

    private static Result Explain(ReservationState? found, ReservationState wanted) => found switch
    {
        null => Unknown,
        _ when found == wanted => Result.Success,
        _ => Settled,
    };
}
