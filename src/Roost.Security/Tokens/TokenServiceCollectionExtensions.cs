using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

/// <summary>Adds access tokens to an application.</summary>
public static class TokenServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IAccessTokenIssuer"/>, <see cref="IAccessTokenVerifier"/> and the authentication scheme
    /// <see cref="AccessTokenDefaults.Scheme"/>, which becomes the default. Wrong options end the start.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The root; section <see cref="TokenOptions.Section"/> of it is read.</param>
    public static IServiceCollection AddRoostTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TokenOptions>()
            .Bind(configuration.GetSection(TokenOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IKeyRingSource, ConfiguredKeys>();
        services.TryAddSingleton<IAccessTokenIssuer, AccessTokenIssuer>();
        services.TryAddSingleton<IAccessTokenVerifier, AccessTokenVerifier>();
        services.TryAddSingleton<JwksDocument>();

        services.AddAuthentication(AccessTokenDefaults.Scheme)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenDefaults.Scheme, configureOptions: null);
        return services;
    }
}
