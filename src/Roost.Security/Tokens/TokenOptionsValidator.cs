using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var builder = new KeyRingBuilder(options);
        builder.Build();
        return builder.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(builder.Faults);
    }
}
