using System.Net;

namespace Roost.Edge.Proxies;

/// <summary>Reads an address, or a range of them (RFC 4632).</summary>
internal static class AddressRange
{
    public static bool TryParse(string? text, out IPNetwork range)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            range = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out range);
    }
}
