using Microsoft.Extensions.Options;
using Roost.Security.Tokens;
using Roost.Startup;

namespace Shop.Auth;

/// <summary>A host that signs people in needs a key to sign their tokens with; one that only verifies tokens does not.</summary>
internal sealed class SigningKeyCheck(IOptions<TokenOptions> options) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(options.Value.SigningKey))
            {
                faults.Add(new(
                    "RST040",
                    "There is no key to sign access tokens with, and module 'auth' is active in this host.",
                    $"{TokenOptions.Section}:{nameof(TokenOptions.SigningKey)}",
                    "Make one with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`, and set its PEM text as "
                    + "Roost__Tokens__SigningKey. For development, ./roost up brings one along."));
            }
        }
        catch (OptionsValidationException)
        {
            // A key that is there and cannot be read is the options' own fault, reported with its section.
        }

        return default;
    }
}
