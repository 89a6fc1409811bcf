using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Http;
using Roost.Remoting.Calls.Pipelines;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>HTTP clients whose requests are calls to a third party, on the framework's own factory.</summary>
public static class CallClientServices
{
    /// <summary>
    /// Adds an HTTP client for calls that the module declares under the same name. It keeps its connections for two minutes, connects within three seconds, and follows no
    /// redirects; configure it further as any client of the factory.
    /// </summary>
    /// <param name="services">The module's services.</param>
    /// <param name="name">The name of the calls, and of the client.</param>
    /// <param name="configure">Sets its base address and headers.</param>
    public static IHttpClientBuilder AddCallClient(this IServiceCollection services, string name, Action<IServiceProvider, HttpClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.AddSingleton(new CallClientName(name));
        return services
            // The pipeline has the time, by the application's clock.
            .AddHttpClient(name, static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigureHttpClient((provider, http) => configure?.Invoke(provider, http))
            .ConfigurePrimaryHttpMessageHandler(provider => CallSockets.Create(provider.GetRequiredService<CallPipelines>().Of(name).Settings))
            .AddHttpMessageHandler(provider => new CallHandler(provider.GetRequiredService<CallPipelines>().Of(name), provider.GetRequiredService<TimeProvider>()))
            // Four lines a request at level Information; what matters is in the trace, in the metrics, and in what the caller makes of it.
            .RemoveAllLoggers();
    }

    /// <summary>Adds an HTTP client for calls, and the class that gets it in its constructor, in each operation one that knows the operation's deadline.</summary>
    /// <typeparam name="TClient">What the class is asked for by.</typeparam>
    /// <typeparam name="TImplementation">The class.</typeparam>
    /// <param name="services">The module's services.</param>
    /// <param name="name">The name of the calls, and of the client.</param>
    /// <param name="configure">Sets its base address and headers.</param>
    public static IHttpClientBuilder AddCallClient<TClient, TImplementation>(this IServiceCollection services, string name, Action<IServiceProvider, HttpClient>? configure = null)
        where TClient : class
        where TImplementation : class, TClient
    {
        var builder = services.AddCallClient(name, configure);
        services.TryAddTransient<TClient>(provider => ActivatorUtilities.CreateInstance<TImplementation>(provider, provider.GetRequiredService<ICalls>().CreateClient(name)));
        return builder;
    }

    /// <summary>Adds an HTTP client for calls, and the class that gets it in its constructor, in each operation one that knows the operation's deadline.</summary>
    /// <typeparam name="TClient">The class.</typeparam>
    /// <param name="services">The module's services.</param>
    /// <param name="name">The name of the calls, and of the client.</param>
    /// <param name="configure">Sets its base address and headers.</param>
    public static IHttpClientBuilder AddCallClient<TClient>(this IServiceCollection services, string name, Action<IServiceProvider, HttpClient>? configure = null)
        where TClient : class => services.AddCallClient<TClient, TClient>(name, configure);
}
