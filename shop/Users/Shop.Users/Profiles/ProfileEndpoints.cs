using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Edge.Preconditions;
using Roost.Operations;

namespace Shop.Users.Profiles;

internal sealed class ProfileEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/users/me").RequireAuthorization(Policies.SignedIn);
        me.MapGet("", GetAsync).WithSummary("Show who is signed in");
        me.MapPatch("", ChangeAsync).WithSummary("Change your own profile").WithExample(new ChangeProfile("Ada Lovelace"));
    }

    private static async Task<Results<OkVersioned<ProfileResponse>, ProblemHttpResult>> GetAsync(
        ProfileRepository profiles, CallContext context, CancellationToken cancellationToken) =>
        await profiles.FindAsync(context.Principal.RequiredId, cancellationToken) is { } profile
            ? Versioned.Ok(ProfileResponse.From(profile), profile.Version)
            : ProfileErrors.NotFound.ToHttp();

    private static async Task<Results<OkVersioned<ProfileResponse>, ProblemHttpResult>> ChangeAsync(
        ChangeProfile request, IfMatch ifMatch, ProfileRepository profiles, CallContext context, CancellationToken cancellationToken)
    {
        if (await profiles.FindAsync(context.Principal.RequiredId, cancellationToken) is not { } profile)
        {
            return ProfileErrors.NotFound.ToHttp();
        }

        if (!ifMatch.Allows(profile.Version))
        {
            return ProfileErrors.Stale.ToHttp();
        }

        profile.Name = request.Name ?? profile.Name;
        await profiles.SaveAsync(cancellationToken);
        return Versioned.Ok(ProfileResponse.From(profile), profile.Version);
    }
}
