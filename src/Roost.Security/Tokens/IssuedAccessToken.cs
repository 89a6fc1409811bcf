namespace Roost.Security.Tokens;

/// <summary>A new access token. Not a record, so that logging it does not print the token.</summary>
public sealed class IssuedAccessToken
{
    internal IssuedAccessToken(string value, string id, DateTimeOffset expiresAt, TimeSpan lifetime) =>
        (Value, Id, ExpiresAt, Lifetime) = (value, id, expiresAt, lifetime);

    /// <summary>The token. A secret.</summary>
    public string Value { get; }

    /// <summary>The token's own id, its <c>jti</c>; may be logged.</summary>
    public string Id { get; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>How long it is valid from now: the <c>expires_in</c> of an OAuth answer (RFC 6749, 5.1).</summary>
    public TimeSpan Lifetime { get; }
}
