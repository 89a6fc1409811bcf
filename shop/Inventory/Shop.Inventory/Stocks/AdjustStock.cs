using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Inventory.Stocks;

[Description("Goods that came in, went missing or were found.")]
internal sealed record AdjustStock(
    [property: Description("How many more there are; negative if fewer.")][Range(-1_000_000, 1_000_000)] int Delta,
    [Required, StringLength(200, MinimumLength = 1)] string Reason) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Delta == 0)
        {
            yield return new("The delta must not be 0.", [nameof(Delta)]);
        }
    }
}
