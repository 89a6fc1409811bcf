namespace Roost.Security.Tokens;

internal sealed record TrustedKey(VerificationKey Key, TrustedIssuer Issuer);
