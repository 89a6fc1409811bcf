using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Contracts;

/// <summary>Asks for an order's payment to be given back.</summary>
/// <param name="OperationId">Names the refund; the same id again gives nothing more back.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why, for the records.</param>
public sealed record RefundOrder(Guid OperationId, Guid OrderId, [Required, StringLength(200, MinimumLength = 1)] string Reason);
