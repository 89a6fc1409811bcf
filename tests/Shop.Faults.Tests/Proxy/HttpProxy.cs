using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Stands between a host and the payment provider, and has the host killed at one request: before the provider gets it, or when it has acted and the host has not heard.</summary>
internal sealed class HttpProxy : IAsyncDisposable
{
    // As a simple query, a request is one message that asks for an answer.
    private const char Request = 'Q';

    private readonly Uri _provider;
    private readonly Script _script;
    private readonly IFate _fate;
    private readonly bool _renewsKeys;
    private readonly Connections _connections;

    /// <param name="provider">Where the provider is.</param>
    /// <param name="script">What to do.</param>
    /// <param name="fate">What happens to the host.</param>
    /// <param name="renewsKeys">Whether requests have other keys than they were given, which is a bug that is planted.</param>
    public HttpProxy(Uri provider, Script script, IFate fate, bool renewsKeys)
    {
        _renewsKeys = renewsKeys;
        _provider = provider;
        _script = script;
        _fate = fate;
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
            await RelayAsync(host.GetStream(), provider.GetStream(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One of the two is gone, and the other learns it by the end of the connection.
        }
    }

    // One request after the other is what a connection of HTTP/1.1 carries; there is no pipelining.
    private async Task RelayAsync(NetworkStream host, NetworkStream provider, CancellationToken cancellationToken)
    {
        var (requests, answers) = (new HttpMessageReader(host), new HttpMessageReader(provider));
        while (await requests.ReadAsync(cancellationToken) is { } request)
        {
            var moment = _script.Hear(request.Name, Request);
            if (moment == Moment.Withheld)
            {
                await _fate.ComeAsync();
                return;
            }

            await provider.WriteAsync(_renewsKeys ? request.UnderAnotherKey() : request.Raw, cancellationToken);
            if (await answers.ReadAsync(cancellationToken) is not { } answer)
            {
                return;
            }

            if (moment == Moment.Answered)
            {
                await _fate.ComeAsync();
                return;
            }

            await host.WriteAsync(answer.Raw, cancellationToken);
        }
    }
}
