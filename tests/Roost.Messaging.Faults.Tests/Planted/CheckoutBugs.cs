namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>Bugs in Shop's checkout.</summary>
internal static class CheckoutBugs
{
    private const string Folder = "shop/Orders/Shop.Orders";
    private const string Checkout = "Checkouts/Checkout.cs";
    private const string Capture = "        .Step(\"capture\", s => s.CaptureAsync, declare: step => step.MustSucceed())\n";
    private const string Confirm = "        .Step(\"confirm\", s => s.ConfirmAsync, undo: s => s.TakeBackAsync)\n";

    public static readonly IReadOnlyList<TestedBug> All =
    [
        new("the money is taken before the order is confirmed", PaymentBugs.Suite, "ConfirmationTests.The_money_is_taken",
            new SourceChange(Checkout, Confirm + Capture, Capture + Confirm) { Folder = Folder },
            new SourceChange("sagas.txt", "confirm+undo, capture!", "capture!, confirm+undo") { Folder = Folder }),
        new("what is held is looked for under the name of its undoing", PaymentBugs.Suite, "PendingTests.A_pending_order_that_is_cancelled",
            new SourceChange(Checkout, "new VoidPayment(run.Key, run.KeyOf(\"authorize\"), State.OrderId)", "new VoidPayment(run.Key, run.Key, State.OrderId)") { Folder = Folder }),
        new("a reservation is sold under another name", PaymentBugs.Suite, "OperationIdTests.Each_thing",
            new SourceChange(Checkout, "inventory.CommitAsync(new SettleReservation(run.KeyOf(\"reserve\")), cancellationToken)", "inventory.CommitAsync(new SettleReservation(run.Key), cancellationToken)") { Folder = Folder }),
        new("an attempt asks for the money under a name of its own", PaymentBugs.Suite, "OperationIdTests.A_step_that_was_cut_off",
            new SourceChange(Checkout, "new AuthorizePayment(run.Key, State.OrderId,", "new AuthorizePayment(Guid.CreateVersion7(), State.OrderId,") { Folder = Folder }),
    ];
}
