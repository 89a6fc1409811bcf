using Roost.Messaging.Jobs;

namespace Shop.Payments.Holds;

/// <summary>A job: let go what the provider holds for a payment that was undone before that was known. Asked for in the transaction that learns of it.</summary>
/// <param name="PaymentId">The payment.</param>
internal sealed record LetGo(Guid PaymentId)
{
    public static JobOptions Once(Guid paymentId) => new() { UniqueKey = $"{paymentId}" };
}
