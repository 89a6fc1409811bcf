using Microsoft.Extensions.Options;
using Roost;
using Shop.Inventory.Contracts;

namespace Shop.Inventory.Reservations;

internal sealed class ReservationService(ReservationRepository reservations, IOptions<InventoryOptions> options, TimeProvider time) : IInventory
{
    private static readonly Error Insufficient = Error.Unprocessable("inventory.insufficient", "There is not enough in stock.");
    private static readonly Error Unknown = Error.NotFound("inventory.reservation_not_found", "There is no such reservation.");
    private static readonly Error Settled = Error.Unprocessable("inventory.reservation_settled", "The reservation has been settled the other way, or its time is over. Reserve again under another id.");

    public async Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await reservations.FindAsync(request.OperationId, cancellationToken) is { } known)
        {
            return Repeat(known, now);
        }

        if (!await reservations.AddAsync(request, now, now + options.Value.HoldFor, cancellationToken))
        {
            // Somebody was faster: a repetition of this, or a release that came before what it releases.
            return await reservations.FindAsync(request.OperationId, cancellationToken) is { } other ? Repeat(other, now) : Settled;
        }

        // Last, because from here on other buyers of the same product wait for us.
        return await reservations.TakeAsync(request, cancellationToken) ? Result.Success : Insufficient;
    }

    public async Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await reservations.SellAsync(request.OperationId, now, cancellationToken))
        {
            await reservations.ShiftAsync(request.OperationId, available: 0, reserved: -1, cancellationToken);
            return Result.Success;
        }

        return await reservations.FindAsync(request.OperationId, cancellationToken) switch
        {
            null => Unknown,
            { State: ReservationState.Sold } => Result.Success,
            _ => Settled,
        };
    }

    public async Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken)
    {
        // What was asked for may still be on its way. A row that says "released" waits for it, and it takes nothing then.
        if (!await reservations.AddReleasedAsync(request.OperationId, time.GetUtcNow(), cancellationToken))
        {
            await reservations.ReleaseAsync(request.OperationId, cancellationToken);
        }

        return Result.Success;
    }

    /// <summary>What a reservation under a known id gets to hear: that it is held, or sold, or that it cannot be had any more.</summary>
    private static Result Repeat(KnownReservation known, DateTimeOffset now) =>
        known.State == ReservationState.Sold || known.IsHeld(now) ? Result.Success : Settled;
}
