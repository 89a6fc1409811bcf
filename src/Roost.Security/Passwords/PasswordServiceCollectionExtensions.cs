using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Configuration;

namespace Roost.Security.Passwords;

/// <summary>Adds password hashing to an application.</summary>
public static class PasswordServiceCollectionExtensions
{
    /// <summary>Adds <see cref="PasswordHasher"/> with the options of section <see cref="PasswordHashingOptions.Section"/>.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddRoostPasswords(this IServiceCollection services)
    {
        services.AddCheckedOptions<PasswordHashingOptions>(PasswordHashingOptions.Section);
        services.TryAddSingleton<PasswordHasher>();
        return services;
    }
}
