using Roost.Operations;
using Shop.Payments.Charges;
using Shop.Payments.Refunds;

namespace Shop.Payments.Provider;

/// <summary>
/// The names of what we ask the provider for, the same for every repetition. It keeps one book of keys for all that is asked of it, so each sort of call
/// has keys of its own; and one statement for all shops, so the keys of two-step payments say whose they are.
/// </summary>
internal sealed class ProviderKeys(Operation operation)
{
    /// <summary>What a shop's movements can be told by, behind the sort of call.</summary>
    public string Mark => $"-{operation.Context.Tenant!.Value.Value:N}-";

    /// <summary>Asks for the charge, or for the hold.</summary>
    public string Charge(Payment payment) => payment.IsTwoStep ? $"auth{Mark}{payment.OperationId:N}" : $"{payment.OperationId:D}";

    public string Capture(Payment payment) => $"capture{Mark}{payment.Id:N}";

    public string Void(Payment payment) => $"void{Mark}{payment.Id:N}";

    /// <summary>A refund that was refused gets another id when it is tried again, and so another key: under the old one the provider says again what it has said.</summary>
    public static string Refund(Refund refund) => $"refund-{refund.Id:D}";
}
