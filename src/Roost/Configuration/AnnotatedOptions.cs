using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roost.Configuration;

/// <summary>Holds options against their data annotations, and names the key in each message.</summary>
internal sealed class AnnotatedOptions<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), failures, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.Select(failure => $"{string.Join(", ", failure.MemberNames)}: {failure.ErrorMessage}"));
    }
}
