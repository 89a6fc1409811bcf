using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Roost.Startup;

namespace Roost.Configuration;

/// <summary>Typed configuration whose faults are part of the start-up report.</summary>
public static class CheckedOptionsExtensions
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a section and checks it at start-up: data annotations, values that cannot be
    /// converted, and keys that the class does not know, which are nearly always misspelt.
    /// </summary>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton(new OptionsFact(typeof(TOptions), section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, OptionsCheck<TOptions>>(
            provider => new OptionsCheck<TOptions>(section, provider.GetRequiredService<IOptions<TOptions>>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, AnnotatedOptions<TOptions>>());
        return services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true);
    }
}
