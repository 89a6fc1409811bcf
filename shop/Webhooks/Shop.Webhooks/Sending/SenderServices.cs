using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shop.Webhooks.Addresses;

namespace Shop.Webhooks.Sending;

internal static class SenderServices
{
    /// <summary>The name of the calls to receivers, and of their HTTP client.</summary>
    public const string Client = "webhooks";

    private const int MaxAnswerBytes = 4096;
    private const int MaxHeadKilobytes = 16;

    /// <summary>Registers the sender with an HTTP client of its own, which connects to checked addresses and to nothing else.</summary>
    public static IServiceCollection AddWebhookSender(this IServiceCollection services)
    {
        services
            .AddSingleton<NameLookup>(Dns.GetHostAddressesAsync)
            .AddSingleton<AddressPolicy>()
            .AddSingleton<CheckedConnections>()
            .AddCallClient<WebhookSender>(Client)
            .ConfigurePrimaryHttpMessageHandler(static provider => CreateHandler(provider.GetRequiredService<CheckedConnections>()))
            // They would put addresses into the log, which may hold secrets of the receiver's.
            .RemoveAllLoggers();
        return services;
    }

    private static SocketsHttpHandler CreateHandler(CheckedConnections connections) => new()
    {
        ConnectCallback = connections.ConnectAsync,
        AllowAutoRedirect = false,
        // A proxy would connect in our place, and ask nobody.
        UseProxy = false,
        UseCookies = false,
        // What we trace is no business of the receiver's, and its address, which may hold secrets, none of whoever reads traces: no span is made.
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = MaxHeadKilobytes,
        // A body that is longer or slower costs the connection, and nothing else.
        MaxResponseDrainSize = MaxAnswerBytes,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        MaxConnectionsPerServer = 16,
        // Names change hands; who is connected to is looked up and checked again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
    };
}
