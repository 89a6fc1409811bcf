using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Shop;

/// <summary>An amount of money.</summary>
/// <param name="Amount">In minor units: 1999 is 19.99 in a currency of two decimals.</param>
/// <param name="Currency">ISO 4217, three capital letters; one of <see cref="Currencies"/>.</param>
// A struct is read by its empty constructor otherwise, to which a missing amount is 0.
[method: JsonConstructor]
public readonly record struct Money(
    [Range(0, 1_000_000_000_000)] long Amount,
    [Required, CurrencyCode] string Currency)
{
    /// <summary>The sum of two amounts of one currency.</summary>
    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? left with { Amount = checked(left.Amount + right.Amount) }
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added.");

    /// <summary>An amount so many times.</summary>
    public static Money operator *(Money price, int quantity) => price with { Amount = checked(price.Amount * quantity) };
}
