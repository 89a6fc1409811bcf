using System.ComponentModel.DataAnnotations;

namespace Roost.Edge.Proxies;

/// <summary>Addresses, or ranges of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressRangesAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string[] ranges && ranges.FirstOrDefault(range => !AddressRange.TryParse(range, out _)) is { } wrong
            ? new($"'{wrong}' is neither an address, such as 10.0.0.1, nor a range that begins at its first address, such as 10.0.0.0/8.", [validationContext.MemberName!])
            : ValidationResult.Success;
}
