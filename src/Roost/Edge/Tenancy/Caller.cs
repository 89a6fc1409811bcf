using System.Security.Claims;
using Roost.Operations;

namespace Roost.Edge.Tenancy;

/// <summary>Who asks, and for which tenant, as the authenticated identities of a request say.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Tenant">The tenant that the token names.</param>
/// <param name="IsSignedIn">Whether any scheme has authenticated the request.</param>
internal readonly record struct Caller(Principal Principal, TenantId? Tenant, bool IsSignedIn)
{
    private const string Subject = "sub";
    private const string TenantClaim = "tid";

    /// <summary>
    /// Reads the claims <c>sub</c> and <c>tid</c>, which are UUIDs. <see langword="false"/> if somebody is signed in and <c>sub</c> is
    /// missing, or either cannot be read, or identities disagree: authorization looks at the roles of them all.
    /// </summary>
    public static bool TryRead(ClaimsPrincipal user, out Caller caller)
    {
        caller = new(Principal.Anonymous, null, IsSignedIn: false);
        Guid? subject = null;
        Guid? tenant = null;
        List<string>? roles = null;
        foreach (var identity in user.Identities)
        {
            if (!identity.IsAuthenticated)
            {
                continue;
            }

            roles ??= [];
            foreach (var claim in identity.Claims)
            {
                if (claim.Type == Subject ? !TryAgree(claim, ref subject) : claim.Type == TenantClaim && !TryAgree(claim, ref tenant))
                {
                    return false;
                }

                if (claim.Type == identity.RoleClaimType)
                {
                    roles.Add(claim.Value);
                }
            }
        }

        if (roles is null)
        {
            return true;
        }

        if (subject is null)
        {
            return false;
        }

        caller = new(Principal.User(subject.Value, [.. roles]), tenant is { } id ? new TenantId(id) : null, IsSignedIn: true);
        return true;
    }

    private static bool TryAgree(Claim claim, ref Guid? known)
    {
        if (!Guid.TryParse(claim.Value, out var id) || id == Guid.Empty || (known is { } other && other != id))
        {
            return false;
        }

        known = id;
        return true;
    }
}
