using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shop.Payments.Provider.Sandbox;

internal static class SandboxServices
{
    private const string ClientName = "payment-provider";
    // An hour of the statement, for which some tens of thousands of movements have room.
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    /// <summary>Registers the provider with an HTTP client of its own.</summary>
    public static IServiceCollection AddSandboxProvider(this IServiceCollection services)
    {
        services.AddHttpClient<IPaymentProvider, SandboxProvider>(ClientName, static (provider, http) =>
            {
                var url = provider.GetRequiredService<IOptions<PaymentsOptions>>().Value.ProviderUrl!.AbsoluteUri;
                http.BaseAddress = new Uri(url.EndsWith('/') ? url : url + "/");
                // Each try has its own limit, by the application's clock.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                // A redirected POST becomes a GET, and goes where nobody has decided that payments go.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            // Four lines a call at level Information; what matters is in the trace, and what went wrong in our own log.
            .RemoveAllLoggers();
        return services;
    }
}
