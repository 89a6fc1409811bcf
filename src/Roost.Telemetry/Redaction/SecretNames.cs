using System.Buffers;

namespace Roost.Telemetry.Redaction;

/// <summary>Names whose values never leave the process, whatever they look like.</summary>
/// <remarks>A name matches if it holds one of these words anywhere, in any case: rather a harmless value masked than a secret let through.</remarks>
internal static class SecretNames
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "authorization", "cookie", "password", "passwd", "passphrase", "pwd", "secret", "token", "credential", "apikey", "api_key", "api-key",
            "privatekey", "private_key", "signingkey", "connectionstring", "card", "cvv", "cvc", "iban", "email", "e-mail", "e_mail", "mailaddress",
        ],
        StringComparison.OrdinalIgnoreCase);

    public static bool Contains(ReadOnlySpan<char> name) => name.ContainsAny(Words) && !IsHarmless(name);

    // What the framework itself logs under such names is no secret.
    private static bool IsHarmless(ReadOnlySpan<char> name) => name is "CancellationToken" or "cancellationToken" or "HasAntiforgeryToken";
}
