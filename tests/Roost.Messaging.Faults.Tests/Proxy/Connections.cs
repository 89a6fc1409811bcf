using System.Net;
using System.Net.Sockets;

namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>What a proxy has to do with connections: it accepts them on a port of the loopback interface, has each relayed, and waits for all of them at its end.</summary>
internal sealed class Connections : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _relays = [];
    private readonly Task _accepting;

    /// <param name="relay">Relays one connection, until it or the token ends. It throws only what is to fail the test.</param>
    /// <param name="port">Where; wherever there is room, if it is left out.</param>
    public Connections(Func<TcpClient, CancellationToken, Task> relay, int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync(relay);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<TcpClient, CancellationToken, Task> relay)
    {
        try
        {
            while (true)
            {
                var accepted = await _listener.AcceptTcpClientAsync(_end.Token);
                accepted.NoDelay = true;
                _relays.Add(relay(accepted, _end.Token));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
    }
}
