using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Roost.Gateway.Routing;

/// <summary>Makes the connections to the hosts behind: one that does not come about at once is given up, while somebody could be asked who is there.</summary>
internal sealed class GatewayClients(IOptions<GatewayOptions> options, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectTimeout;
        // Hosts move behind their names.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
    }
}
