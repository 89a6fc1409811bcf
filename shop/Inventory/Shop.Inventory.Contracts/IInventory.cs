using Roost;

namespace Shop.Inventory.Contracts;

/// <summary>What is in stock, and for whom it is put aside.</summary>
[Contract]
public interface IInventory
{
    /// <summary>
    /// Puts stock aside for a while, all lines or none. Fails with <c>inventory.insufficient</c> if a line cannot be had, and with
    /// <c>inventory.reservation_settled</c> if it was released already, even before it came, or its time is over.
    /// </summary>
    [Idempotent]
    Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what was put aside out of the stock for good: it has been sold. Fails with <c>inventory.reservation_settled</c> if it was released or its
    /// time is over, which never passes, and with <c>inventory.reservation_not_found</c>.
    /// </summary>
    [Idempotent]
    Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken);

    /// <summary>
    /// Puts what was set aside, or sold and given back, into the stock again. A reservation that nobody knows of counts as released from then on:
    /// if it comes later, it takes nothing.
    /// </summary>
    [Idempotent]
    Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken);
}
