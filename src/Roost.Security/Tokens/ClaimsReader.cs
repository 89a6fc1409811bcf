using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>Reads and checks the claims of a token whose signature holds (RFC 7519, 4.1; RFC 9068, 4).</summary>
internal readonly struct ClaimsReader(TrustedIssuer issuer, DateTimeOffset now, TimeSpan skew)
{
    private const int LongestId = 200;

    public TokenFault Read(byte[] utf8, out AccessToken? token)
    {
        token = null;
        try
        {
            using JsonDocument document = StrictJson.Parse(utf8);
            return Read(document.RootElement, out token);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return TokenFault.ClaimsMalformed;
        }
    }

    private TokenFault Read(JsonElement json, out AccessToken? token)
    {
        token = null;
        if (ClaimValue.Text(json, AccessTokenClaims.Issuer) is not { } name || !ClaimValue.Texts(json, AccessTokenClaims.Audience, out string[]? audiences) || audiences is null
            || !ClaimValue.Time(json, AccessTokenClaims.ExpiresAt, out DateTimeOffset? expires) || expires is null
            || !ClaimValue.Time(json, AccessTokenClaims.IssuedAt, out DateTimeOffset? issued) || issued is null
            || !ClaimValue.Time(json, AccessTokenClaims.NotBefore, out DateTimeOffset? notBefore)
            || !ClaimValue.Id(json, AccessTokenClaims.Subject, out Guid? subject) || subject is null
            || !ClaimValue.Id(json, AccessTokenClaims.Tenant, out Guid? tenant)
            || !ClaimValue.Texts(json, AccessTokenClaims.Roles, out string[]? roles)
            || ClaimValue.Text(json, AccessTokenClaims.Id) is not { Length: > 0 and <= LongestId } id)
        {
            return TokenFault.ClaimsMalformed;
        }

        if (name != issuer.Issuer)
        {
            return TokenFault.WrongIssuer;
        }

        if (!audiences.Contains(issuer.Audience, StringComparer.Ordinal))
        {
            return TokenFault.WrongAudience;
        }

        if (now >= expires + skew)
        {
            return TokenFault.Expired;
        }

        if (now < notBefore - skew || now < issued - skew)
        {
            return TokenFault.NotYetValid;
        }

        if (!issuer.MaySpeakFor(tenant))
        {
            return TokenFault.TenantNotAllowed;
        }

        if (roles is not null && !roles.All(issuer.MayGive))
        {
            return TokenFault.RoleNotAllowed;
        }

        token = new AccessToken
        {
            Issuer = name,
            Subject = subject.Value,
            TenantId = tenant,
            Roles = Array.AsReadOnly(roles ?? []),
            Id = id,
            IssuedAt = issued.Value,
            ExpiresAt = expires.Value,
        };
        token.Identity = new AccessTokenIdentity(token, new IdentityClaims(token, issuer).Read(json));
        return TokenFault.None;
    }
}
