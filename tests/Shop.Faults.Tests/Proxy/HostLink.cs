using System.Net;
using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Postgres.Embedded;

namespace Shop.Faults.Tests.Proxy;

/// <summary>
/// The way from one host to a port of another. It is open while the other one is there: whoever connects to a host that is gone is refused, and connections to one that dies
/// are cut, as they would be without a proxy in between.
/// </summary>
/// <param name="target">The port that it leads to.</param>
/// <param name="relay">Relays a connection between the two, from the host that calls to the one that is called.</param>
internal sealed class HostLink(int target, Func<NetworkStream, NetworkStream, CancellationToken, Task> relay) : IAsyncDisposable
{
    private Connections? _connections;

    /// <summary>Where the calling host finds the other one.</summary>
    public int Port { get; } = LoopbackPort.FindFree();

    public void Open() => _connections ??= new(RelayAsync, Port);

    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _connections, null) is { } connections)
        {
            await connections.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task RelayAsync(TcpClient accepted, CancellationToken cancellationToken)
    {
        using var caller = accepted;
        using var callee = new TcpClient { NoDelay = true };
        try
        {
            await callee.ConnectAsync(IPAddress.Loopback, target, cancellationToken);
            await relay(caller.GetStream(), callee.GetStream(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One of the two is gone, and the other learns it by the end of the connection.
        }
    }
}
