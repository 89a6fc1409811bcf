using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.Tests.Payments;

/// <summary>The line to the provider, which can be cut in several places.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile HeldAnswers? _held;
    private volatile HeldAnswers? _heldCharges;
    private int _open;
    private int _peak;

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

    /// <summary>Whether the provider says no to whoever wants money back.</summary>
    public bool RefusesRefunds { get; set; }

    /// <summary>Which part of the requests, and of the answers, meets a line that is cut at that moment.</summary>
    public double CutsByChance { get; set; }

    /// <summary>How many connections there are.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>How many there were at the same time at most.</summary>
    public int Peak => Volatile.Read(ref _peak);

    public void Mend()
    {
        TakesRequests = GivesAnswers = true;
        RefusesRefunds = false;
        CutsByChance = 0;
        _held?.LetGo();
        _heldCharges?.LetGo();
        _held = _heldCharges = null;
    }

    /// <summary>Keeps the provider's answers back from now on.</summary>
    public HeldAnswers HoldAnswers() => _held = new();

    /// <summary>Keeps requests for charges from the provider from now on, while others pass.</summary>
    public HeldAnswers HoldCharges() => _heldCharges = new();

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
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Enter();
        try
        {
            await provider.ConnectAsync(_target.Host, _target.Port, ended.Token);
            var requests = PumpAsync(client, provider, (request, stop) => PassRequestAsync(client, request, stop), ended.Token);
            var answers = PumpAsync(provider, client, (_, stop) => PassAnswerAsync(stop), ended.Token);
            // A connection that is cut in one direction is cut.
            await await Task.WhenAny(requests, answers);
            await ended.CancelAsync();
            await Task.WhenAll(requests, answers);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // Either side has hung up, which is what happens on lines.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void Enter()
    {
        var open = Interlocked.Increment(ref _open);
        int peak;
        while (open > (peak = Peak) && Interlocked.CompareExchange(ref _peak, open, peak) != peak)
        {
        }
    }

    private bool IsWhole() => Random.Shared.NextDouble() >= CutsByChance;

    private async Task<bool> PassRequestAsync(TcpClient client, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (_heldCharges is { } held && Encoding.ASCII.GetString(request.Span).StartsWith("POST /v1/charges ", StringComparison.Ordinal))
        {
            await held.PassAsync(cancellationToken);
        }

        if (RefusesRefunds && Encoding.ASCII.GetString(request.Span) is var text && text.StartsWith("POST ", StringComparison.Ordinal) && text.Contains("/refunds ", StringComparison.Ordinal))
        {
            await client.GetStream().WriteAsync("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            return false;
        }

        return TakesRequests && IsWhole();
    }

    private async Task<bool> PassAnswerAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            await held.PassAsync(cancellationToken);
        }

        return GivesAnswers && IsWhole();
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, CancellationToken, Task<bool>> pass, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var length && await pass(buffer.AsMemory(0, length), cancellationToken))
        {
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }
}
