using System.Diagnostics.CodeAnalysis;

namespace Roost.Security.Tokens;

/// <summary>The outcome of verifying a token: the token, or why it was refused.</summary>
public readonly struct TokenVerification
{
    private TokenVerification(AccessToken? token, TokenFault fault) => (Token, Fault) = (token, fault);

    /// <summary>The verified token, or null when it was refused.</summary>
    public AccessToken? Token { get; }

    /// <summary>Why it was refused; <see cref="TokenFault.None"/> when it was not.</summary>
    public TokenFault Fault { get; }

    /// <summary>Whether the token may be relied on.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    public bool IsValid => Token is not null;

    internal static TokenVerification Valid(AccessToken token) => new(token, TokenFault.None);

    internal static TokenVerification Refused(TokenFault fault) => new(null, fault);
}
