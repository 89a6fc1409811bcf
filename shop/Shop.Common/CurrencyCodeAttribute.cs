using System.ComponentModel.DataAnnotations;

namespace Shop;

/// <summary>Takes the codes of <see cref="Currencies"/> only. To documents it is the pattern of a code.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CurrencyCodeAttribute : RegularExpressionAttribute
{
    /// <summary>The rule, with its message.</summary>
    public CurrencyCodeAttribute()
        : base("^[A-Z]{3}$") => ErrorMessage = "The {0} must be an ISO 4217 code in use, such as EUR.";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null or "" || (value is string code && Currencies.Contains(code));
}
