using Roost;

namespace Shop.Inventory.Contracts;

/// <summary>What is in stock, and for whom it is put aside.</summary>
[Contract]
public interface IInventory
{
    /// <summary>Puts stock aside, all lines or none. Fails with <c>inventory.insufficient</c> if a line cannot be had.</summary>
    [Idempotent]
    Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken);

    /// <summary>Takes what was put aside out of the stock for good: it has been sold.</summary>
    [Idempotent]
    Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken);

    /// <summary>Puts what was set aside, or sold and given back, into the stock again.</summary>
    [Idempotent]
    Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken);
}
