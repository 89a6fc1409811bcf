using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Contracts;

/// <summary>Asks for an amount to be held, so that it can be captured later.</summary>
/// <param name="OperationId">Names the authorisation; the same id again holds nothing more.</param>
/// <param name="OrderId">The order that is paid for.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The provider's name for the customer's means of payment, such as <c>pm_ok</c>.</param>
public sealed record AuthorizePayment(Guid OperationId, Guid OrderId, Money Amount, [Required, StringLength(64, MinimumLength = 1)] string Method);
