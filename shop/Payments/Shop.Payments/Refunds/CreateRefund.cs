using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Refunds;

[Description("Money to give back.")]
internal sealed record CreateRefund(
    [Required, StringLength(200, MinimumLength = 1)] string Reason,
    [property: Description("In minor units of the payment's currency; all that is left if it is left out.")][Range(1, 1_000_000_000_000)] long? Amount = null);
