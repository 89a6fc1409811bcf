using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Stands between a host and the payment provider, and has the host killed at one request.</summary>
internal sealed class HttpProxy : IAsyncDisposable
{
    private readonly Uri _provider;
    private readonly HttpRelay _relay;
    private readonly Connections _connections;

    /// <param name="provider">Where the provider is.</param>
    /// <param name="relay">How requests are relayed.</param>
    public HttpProxy(Uri provider, HttpRelay relay)
    {
        _provider = provider;
        _relay = relay;
        _connections = new(RelayAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{_connections.Port}/");

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async Task RelayAsync(TcpClient accepted, CancellationToken cancellationToken)
    {
        using var host = accepted;
        using var provider = new TcpClient { NoDelay = true };
        try
        {
            await provider.ConnectAsync(_provider.Host, _provider.Port, cancellationToken);
            await _relay.RunAsync(host.GetStream(), provider.GetStream(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One of the two is gone, and the other learns it by the end of the connection.
        }
    }
}
