using System.Net;
using System.Net.Sockets;

namespace Shop.Webhooks.Addresses;

/// <summary>
/// Which addresses are not publicly routable: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), multicast,
/// and what clouds keep for themselves.
/// </summary>
internal static class SpecialNetworks
{
    private static readonly IPNetwork[] V4 = Parse(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", // private
        "100.64.0.0/10", // behind a provider's NAT; Alibaba Cloud's metadata
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // Azure's own, reachable from each machine in it
        "169.254.0.0/16", // link-local; metadata of most clouds
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments; Oracle Cloud's metadata
        "192.0.2.0/24", // documentation
        "192.88.99.0/24", // 6to4 relays
        "192.168.0.0/16", // private
        "198.18.0.0/15", // benchmarks
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, and broadcast

    // What is outside is loopback, unspecified, unique local, link-local, site-local, multicast, or an IPv4 address in disguise (mapped, compatible, NAT64).
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] V6 = Parse(
        "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4, an IPv4 address in disguise
        "3fff::/20"); // documentation

    public static bool Contain(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => V4.Any(network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => address.IsIPv4MappedToIPv6 || !GlobalUnicast.Contains(address) || V6.Any(network => network.Contains(address)),
        _ => true,
    };

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
