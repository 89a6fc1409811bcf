using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

/// <summary>Finds out who asks.</summary>
internal static class BearerAuthentication
{
    // The application's builder looks for this mark, and would put the middleware in front of everything.
    private const string Mark = "__AuthenticationMiddlewareSet";

    /// <summary>
    /// Adds the framework's middleware. Requests without credentials pass it by, where tokens are the only credentials that are asked for by
    /// default: the scheme could say no more than that nobody is signed in, and to ask it costs more than the rest of the edge does.
    /// </summary>
    public static void Use(IApplicationBuilder application)
    {
        if (!AsksForTokensOnly(application.ApplicationServices.GetRequiredService<IOptions<AuthenticationOptions>>().Value))
        {
            application.UseAuthentication();
            return;
        }

        application.UseWhen(static context => context.Request.Headers.Authorization.Count > 0, static signedIn => signedIn.UseAuthentication());
        application.Properties[Mark] = true;
    }

    private static bool AsksForTokensOnly(AuthenticationOptions options) =>
        (options.DefaultAuthenticateScheme ?? options.DefaultScheme) == AccessTokenDefaults.Scheme
        // Such as OpenID Connect's, which wait for a redirect to a path of their own.
        && !options.Schemes.Any(static scheme => typeof(IAuthenticationRequestHandler).IsAssignableFrom(scheme.HandlerType));
}
