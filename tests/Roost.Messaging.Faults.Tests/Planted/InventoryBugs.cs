namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>Bugs in what Shop puts aside and sells.</summary>
internal static class InventoryBugs
{
    private const string Folder = "shop/Inventory/Shop.Inventory/Reservations";

    public static readonly IReadOnlyList<TestedBug> All =
    [
        new("a release that comes first is not remembered", PaymentBugs.Suite, "LateReservationTests.A_reservation_that_comes_after",
            new SourceChange(
                "ReservationService.cs",
                "if (!await reservations.AddReleasedAsync(request.OperationId, time.GetUtcNow(), cancellationToken))",
                "if (await reservations.FindAsync(request.OperationId, cancellationToken) is not null)") { Folder = Folder }),
        new("what was sold is given back each time it is asked for", PaymentBugs.Suite, "LateReservationTests.A_sale_that_is_undone_twice",
            new SourceChange(
                "ReservationRepository.cs",
                "SET state = 'Released' WHERE id = @id AND state = @from",
                "SET state = CASE @from WHEN 'Held' THEN 'Released' ELSE state END WHERE id = @id AND state = @from") { Folder = Folder }),
        new("more is put aside than there is", PaymentBugs.Suite, "ReservationTests.A_thousand_buyers",
            new SourceChange("ReservationRepository.cs", "WHERE s.available >= w.quantity AND (SELECT count(*)", "WHERE (SELECT count(*)") { Folder = Folder },
            new SourceChange("ReservationRepository.cs", "AND s.product_id = w.product_id AND s.available >= w.quantity", "AND s.product_id = w.product_id") { Folder = Folder }),
    ];
}
