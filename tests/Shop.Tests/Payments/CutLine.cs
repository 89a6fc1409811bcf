using System.Net;
using System.Net.Sockets;

namespace Shop.Tests.Payments;

/// <summary>The line to the provider, which can be cut in several places.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly Task _accepting;

    public CutLine(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Whether requests reach the provider.</summary>
    public bool TakesRequests { get; set; } = true;

    /// <summary>Whether its answers come back.</summary>
    public bool GivesAnswers { get; set; } = true;

    public void Mend() => TakesRequests = GivesAnswers = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var provider = new TcpClient();
        try
        {
            var request = new byte[64 * 1024];
            var requests = client.GetStream();
            while (await requests.ReadAsync(request, _stop.Token) is > 0 and var length)
            {
                if (!TakesRequests)
                {
                    return;
                }

                if (!provider.Connected)
                {
                    await provider.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                }

                await provider.GetStream().WriteAsync(request.AsMemory(0, length), _stop.Token);
                // Our requests fit into one packet on loopback, and so do the answers.
                var answer = new byte[64 * 1024];
                var answered = await provider.GetStream().ReadAsync(answer, _stop.Token);
                if (!GivesAnswers || answered == 0)
                {
                    return;
                }

                await requests.WriteAsync(answer.AsMemory(0, answered), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // Either side has hung up, which is what happens on lines.
        }
    }
}
