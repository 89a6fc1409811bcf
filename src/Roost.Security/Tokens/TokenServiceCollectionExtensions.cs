using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Roost.Configuration;

namespace Roost.Security.Tokens;

/// <summary>Adds access tokens to an application.</summary>
public static class TokenServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IAccessTokenIssuer"/>, <see cref="IAccessTokenVerifier"/> and the authentication scheme
    /// <see cref="AccessTokenDefaults.Scheme"/>, which becomes the default. Wrong options of section <see cref="TokenOptions.Section"/> are start-up faults.
    /// </summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddRoostTokens(this IServiceCollection services)
    {
        services.AddCheckedOptions<TokenOptions>(TokenOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IKeyRingSource, ConfiguredKeys>();
        services.TryAddSingleton<IAccessTokenIssuer, AccessTokenIssuer>();
        services.TryAddSingleton<IAccessTokenVerifier, AccessTokenVerifier>();
        services.TryAddSingleton<JwksDocument>();

        // Not AddAuthentication: that brings data protection along, whose keys nobody here uses and which writes into the user's home at start.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = AccessTokenDefaults.Scheme;
            authentication.AddScheme<AccessTokenHandler>(AccessTokenDefaults.Scheme, displayName: null);
        });
        services.AddWebEncoders();
        services.TryAddTransient<AccessTokenHandler>();
        return services;
    }
}
