using System.Net;
using Microsoft.AspNetCore.Http;

namespace Roost.Telemetry.Access;

/// <summary>Decides whether a caller may see what is not for everyone.</summary>
internal static class LocalCallers
{
    private static readonly IPNetwork[] Private =
    [
        // RFC 1918, and what providers use inside clusters (RFC 6598).
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        // Link-local, and unique local addresses (RFC 4193).
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fc00::/7"),
    ];

    public static bool MaySee(this HttpContext context, EndpointAccess access) => access switch
    {
        EndpointAccess.Anyone => true,
        EndpointAccess.Local => IsNear(context, IPAddress.IsLoopback),
        EndpointAccess.Private => IsNear(context, IsPrivate),
        _ => false,
    };

    private static bool IsNear(HttpContext context, Func<IPAddress, bool> isIt)
    {
        // A proxy stands near itself; whom it speaks for is in the headers, and it may be anyone.
        var headers = context.Request.Headers;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded"))
        {
            return false;
        }

        // No address: a unix socket, or a server in memory.
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return true;
        }

        return isIt(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    private static bool IsPrivate(IPAddress address) => IPAddress.IsLoopback(address) || Array.Exists(Private, network => network.Contains(address));
}
