using Roost;
using Roost.Security.Tokens;

namespace Shop.Auth.SignIn;

/// <summary>Makes the pair of tokens that a client gets.</summary>
internal sealed class TokenAnswers(IAccessTokenIssuer issuer)
{
    public TokenResponse Make(TenantId tenant, Guid account, string role, RefreshToken refresh, string? device = null)
    {
        var access = issuer.Issue(new() { Subject = account, TenantId = tenant.Value, Roles = [role] });
        return new(access.Value, refresh.Value, AccessTokenDefaults.Scheme, (int)access.Lifetime.TotalSeconds, device);
    }
}
