namespace Roost.Security.Tokens;

/// <summary>Why a token was refused. For logs and metrics; a response says <c>invalid_token</c> whatever the reason.</summary>
public enum TokenFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Longer than 8 KiB.</summary>
    TooLarge,

    /// <summary>Not three base64url parts in their one canonical spelling.</summary>
    Malformed,

    /// <summary>The header is no JSON object, names a member twice, or has one of the wrong type.</summary>
    HeaderMalformed,

    /// <summary>The algorithm is none of those accepted.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header has <c>crit</c>; no extension is understood here (RFC 7515, 4.1.11).</summary>
    CriticalExtension,

    /// <summary>The header brings or points to a key of its own: <c>jwk</c>, <c>jku</c>, <c>x5u</c> or <c>x5c</c>.</summary>
    KeyInHeader,

    /// <summary>No <c>kid</c>, or none of the configured keys has it.</summary>
    UnknownKey,

    /// <summary>The key is bound to another algorithm than the header says.</summary>
    AlgorithmOfOtherKey,

    /// <summary>The <c>typ</c> is missing or not that of an access token.</summary>
    WrongType,

    /// <summary>The signature is not the key's.</summary>
    BadSignature,

    /// <summary>The payload is no JSON object, names a member twice, or lacks a required claim or has one of the wrong type.</summary>
    ClaimsMalformed,

    /// <summary>Signed with a key of another issuer than <c>iss</c> says.</summary>
    WrongIssuer,

    /// <summary>Made for another audience.</summary>
    WrongAudience,

    /// <summary>Its <c>exp</c> has passed.</summary>
    Expired,

    /// <summary>Its <c>nbf</c> or <c>iat</c> lies in the future.</summary>
    NotYetValid,

    /// <summary>An outside issuer named a tenant it may not speak for.</summary>
    TenantNotAllowed,

    /// <summary>An outside issuer gave a role it may not give.</summary>
    RoleNotAllowed,
}
