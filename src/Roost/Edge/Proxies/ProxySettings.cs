using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Roost.Configuration;

namespace Roost.Edge.Proxies;

/// <summary>Believes the configured proxies, however many of them stand in a row, and not even this machine besides.</summary>
internal sealed class ProxySettings(IOptions<EdgeOptions> edge) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in edge.ValueOrDefaults().TrustedProxies)
        {
            if (AddressRange.TryParse(text, out var range))
            {
                options.KnownIPNetworks.Add(range);
            }
        }
    }
}
