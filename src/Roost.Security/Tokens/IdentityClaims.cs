using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>A verified token's claims for its identity.</summary>
internal readonly struct IdentityClaims(AccessToken token, TrustedIssuer issuer)
{
    /// <summary>What was checked is written from its typed form, so that a claim has one spelling; the rest as it stands in the token.</summary>
    public List<Claim> Read(JsonElement json)
    {
        var claims = new List<Claim>(8)
        {
            New(AccessTokenClaims.Subject, token.Subject.ToString()),
            New(AccessTokenClaims.Issuer, token.Issuer),
            New(AccessTokenClaims.Id, token.Id),
            New(AccessTokenClaims.IssuedAt, Seconds(token.IssuedAt), ClaimValueTypes.Integer64),
            New(AccessTokenClaims.ExpiresAt, Seconds(token.ExpiresAt), ClaimValueTypes.Integer64),
        };
        if (token.TenantId is { } tenant)
        {
            claims.Add(New(AccessTokenClaims.Tenant, tenant.ToString()));
        }

        foreach (string role in token.Roles)
        {
            claims.Add(New(AccessTokenClaims.Roles, role));
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!AccessTokenClaims.IsRegistered(member.Name) && issuer.MayClaim(member.Name))
            {
                Add(claims, member.Name, member.Value);
            }
        }

        return claims;
    }

    private void Add(List<Claim> claims, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                claims.Add(New(name, value.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Add(claims, name, item);
                }

                break;
            case JsonValueKind.True or JsonValueKind.False:
                claims.Add(New(name, value.GetRawText(), ClaimValueTypes.Boolean));
                break;
            default:
                claims.Add(New(name, value.GetRawText(), "JSON"));
                break;
        }
    }

    private Claim New(string type, string value, string valueType = ClaimValueTypes.String) => new(type, value, valueType, issuer.Issuer);

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
