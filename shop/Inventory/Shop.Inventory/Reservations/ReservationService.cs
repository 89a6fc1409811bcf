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
        var (isNew, taken) = await reservations.ReserveAsync(request, now, now + options.Value.HoldFor, cancellationToken);
        if (!isNew)
        {
            // Known: this comes again, or a release came before what it releases.
            return await reservations.FindAsync(request.OperationId, cancellationToken) is { } known ? Repeat(known, now) : Settled;
        }

        return taken == request.Lines.Count ? Result.Success : Insufficient;
    }

    public async Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await reservations.SellAsync(request.OperationId, now, cancellationToken))
        {
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
