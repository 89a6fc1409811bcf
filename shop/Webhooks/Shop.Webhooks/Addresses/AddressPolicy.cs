using System.Net;
using Microsoft.Extensions.Options;

namespace Shop.Webhooks.Addresses;

/// <summary>Which addresses messages may go to: public ones by https, and those of the allowed networks by http as well.</summary>
internal sealed class AddressPolicy(IOptions<WebhooksOptions> options)
{
    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    // An IPv4 address in the form of an IPv6 one is none that a name should lead to, and IPNetwork compares it with ranges of either family.
    public bool Allows(IPAddress address, bool encrypted) => !address.IsIPv4MappedToIPv6
        && (_allowed.Any(network => network.Contains(address)) || (encrypted && !SpecialNetworks.Contain(address)));

    /// <summary>
    /// Whether an address of the web could be connected to as far as its text tells, so that people learn at once what would be refused later.
    /// What a name leads to is looked at for each connection.
    /// </summary>
    public bool MayLeadSomewhere(Uri url)
    {
        var encrypted = url.Scheme == Uri.UriSchemeHttps;
        return IPAddress.TryParse(url.IdnHost, out var address) ? Allows(address, encrypted) : encrypted || _allowed.Length > 0;
    }
}
