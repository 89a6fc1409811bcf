using System.Net;
using System.Net.Sockets;

namespace Shop.Webhooks.Addresses;

/// <summary>
/// Connects to a name's addresses after it has looked at them, and to those very addresses: the name is not asked a second time, so nobody
/// can answer differently then.
/// </summary>
internal sealed class CheckedConnections(AddressPolicy policy, NameLookup lookUp)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var encrypted = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var found = await lookUp(host, cancellationToken);
        IPAddress[] allowed = [.. found.Where(address => policy.Allows(address, encrypted))];
        if (allowed.Length == 0)
        {
            throw new RefusedAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
