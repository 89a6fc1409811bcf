using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Roost.Security.Passwords;

/// <summary>Adds password hashing to an application.</summary>
public static class PasswordServiceCollectionExtensions
{
    /// <summary>Adds <see cref="PasswordHasher"/> with the options of section <see cref="PasswordHashingOptions.Section"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The root configuration.</param>
    public static IServiceCollection AddRoostPasswords(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PasswordHashingOptions>()
            .Bind(configuration.GetSection(PasswordHashingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<PasswordHasher>();
        return services;
    }
}
