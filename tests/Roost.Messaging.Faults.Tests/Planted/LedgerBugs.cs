namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>Bugs in Shop's ledger, in what is written to it and in the database's own rules.</summary>
internal static class LedgerBugs
{
    private const string Folder = "shop/Payments/Shop.Payments";
    private const string Rules = "Migrations/LedgerRules.cs";

    public static readonly IReadOnlyList<TestedBug> All =
    [
        new("debits need not be credits", PaymentBugs.Suite, "LedgerRuleTests.Debits_that_are_not",
            new SourceChange(Rules, "HAVING sum(e.debit) <> sum(e.credit)", "HAVING false") { Folder = Folder },
            new SourceChange(Rules, "SELECT bool_and(s.debit = s.credit) FROM", "SELECT bool_and(s.debit IS NOT NULL) FROM") { Folder = Folder }),
        new("entries may be added to what is written", PaymentBugs.Suite, "LedgerRuleTests.A_transaction_that_is_written",
            new SourceChange(Rules, "AND t.recorded_in = pg_current_xact_id()) THEN", ") THEN") { Folder = Folder }),
        new("the ledger may say more than the payment", PaymentBugs.Suite, "LedgerRuleTests.A_capture_of_which_the_payment",
            new SourceChange(Rules, "AND said.captured BETWEEN 0 AND payment.captured", "AND said.captured >= 0") { Folder = Folder }),
        new("a payment's row may have captured more than is authorised", PaymentBugs.Suite, "LedgerRuleTests.A_payment_that_captures",
            new SourceChange("Migrations/20261126182309_Ledger.cs", "refunded <= captured AND captured <= COALESCE(authorized, amount) AND", "refunded <= captured AND") { Folder = Folder }),
        new("a payment's row may have given back more than was captured", PaymentBugs.Suite, "LedgerRuleTests.A_payment_that_captures",
            new SourceChange("Migrations/20261126182309_Ledger.cs", "0 <= refunded AND refunded <= captured AND captured <= COALESCE(", "0 <= refunded AND captured <= COALESCE(") { Folder = Folder }),
        new("a capture leaves its hold in the books", PaymentBugs.Suite, "CaptureTests.A_part_can_be_taken",
            new SourceChange("Ledger/Postings.cs", "End(payment.Authorized!.Value), Sale(captured));", "Sale(captured));") { Folder = Folder }),
        new("a hold that was let go stays in the books", PaymentBugs.Suite, "VoidTests.What_is_held_is_let_go",
            new SourceChange("Holds/HoldBook.cs", "if (await holds.RecordVoidAsync(payment.Id, cancellationToken) is > 0 and var held)", "if (await holds.RecordVoidAsync(payment.Id, cancellationToken) is > long.MaxValue - 1 and var held)") { Folder = Folder }),
    ];
}
