using Shop.Payments.Charges;
using Shop.Payments.Provider;
using Shop.Payments.Refunds;

namespace Shop.Payments.Ledger;

/// <summary>What is debited and what credited for each thing that happens to a payment.</summary>
internal static class Postings
{
    public static Posting Authorization(Payment payment, long held, string providerKey) =>
        Of(LedgerKind.Authorization, payment, payment.OperationId, providerKey, new PostingLine(Accounts.ProviderHolds, Accounts.CustomerHolds, held));

    /// <summary>A charge takes the money without having held it.</summary>
    public static Posting Charge(Payment payment, long captured, string providerKey) =>
        Of(LedgerKind.Capture, payment, payment.OperationId, providerKey, Sale(captured));

    /// <summary>What a capture leaves of the hold is let go, so the whole hold ends.</summary>
    public static Posting Capture(Payment payment, long captured, string providerKey) => Of(
        LedgerKind.Capture, payment, payment.CaptureOperationId ?? payment.OperationId, providerKey, End(payment.Authorized!.Value), Sale(captured));

    public static Posting Void(Payment payment, long held, string providerKey) =>
        Of(LedgerKind.Void, payment, payment.VoidOperationId ?? payment.OperationId, providerKey, End(held));

    /// <summary>Named after the refund: one operation may give several payments back, and may have the name of a charge.</summary>
    public static Posting Refund(Payment payment, Refund refund) => Of(
        LedgerKind.Refund, payment, refund.Id, ProviderKeys.Refund(refund), new PostingLine(Accounts.Refunds, Accounts.ProviderReceivable, refund.Amount));

    private static PostingLine End(long held) => new(Accounts.CustomerHolds, Accounts.ProviderHolds, held);

    private static PostingLine Sale(long captured) => new(Accounts.ProviderReceivable, Accounts.Sales, captured);

    private static Posting Of(LedgerKind kind, Payment payment, Guid operationId, string providerKey, params PostingLine[] lines) =>
        new(kind, payment.Id, operationId, providerKey, payment.Currency, lines);
}
