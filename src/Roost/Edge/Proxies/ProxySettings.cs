using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Roost.Configuration;
using Roost.Topology;

namespace Roost.Edge.Proxies;

/// <summary>Believes the configured proxies, however many of them stand in a row, and the gateways of the topology, and not even this machine besides.</summary>
internal sealed class ProxySettings(IOptions<EdgeOptions> edge, HostShape shape) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in edge.ValueOrDefaults().TrustedProxies.Concat(Gateways()))
        {
            if (AddressRange.TryParse(text, out var range))
            {
                options.KnownIPNetworks.Add(range);
            }
        }
    }

    // Those that the topology names by their addresses. Behind a name stands now this one and now that one.
    private IEnumerable<string> Gateways() =>
        from host in shape.IsEdge ? [] : shape.Topology!.Hosts
        where host.Is(HostRoles.Gateway)
        select host.Address;
}
