using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Orders.Orders;

[Description("What is ordered, and how it is paid.")]
internal sealed record PlaceOrder(
    [Required, MinLength(1), MaxLength(50)] IReadOnlyList<PlaceOrderLine> Lines,
    [Required] PlaceOrderPayment Payment) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lines.Select(line => line.ProductId).Distinct().Count() != Lines.Count)
        {
            yield return new("Each product may be on one line only.", [nameof(Lines)]);
        }
    }
}
