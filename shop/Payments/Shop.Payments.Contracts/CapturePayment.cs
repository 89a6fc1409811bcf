using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Contracts;

/// <summary>Asks for an amount that is held to be taken. There is one capture a payment; what it leaves is let go.</summary>
/// <param name="OperationId">Names the capture; the same id again takes nothing more.</param>
/// <param name="PaymentId">The payment, as the receipt of its authorisation names it.</param>
/// <param name="Amount">How much, in minor units of the payment's currency; all that is held if it is left out.</param>
public sealed record CapturePayment(Guid OperationId, Guid PaymentId, [Range(1, 1_000_000_000_000)] long? Amount = null);
