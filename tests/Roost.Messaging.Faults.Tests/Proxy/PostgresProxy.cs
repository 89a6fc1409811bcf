using System.Net;
using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>Stands between one worker and the server, and does something to the worker at one message.</summary>
internal sealed class PostgresProxy : IFate, IAsyncDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(Func<Task> Come, Action Pass)> _fate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _clear = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _server;
    private readonly Script _script;
    private readonly Func<string, string>? _name;
    private readonly Connections _connections;
    private volatile bool _isHeld;

    public PostgresProxy(int server, Point? point)
        : this(server, new Script(point))
    {
    }

    /// <param name="server">The server's port.</param>
    /// <param name="script">What to do.</param>
    /// <param name="name">Names a statement, if not as all others do.</param>
    public PostgresProxy(int server, Script script, Func<string, string>? name = null)
    {
        _server = server;
        _script = script;
        _name = name;
        _connections = new(RelayAsync);
    }

    public int Port => _connections.Port;

    /// <summary>Ends when the worker is dead, or goes on. Fails if that could not be done.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Waits for that. Whoever has to be started meanwhile takes what time the machine wants, which is part of no verdict.</summary>
    public Task ReachedInTimeAsync() => Reached.WaitAsync(2 * WorkerProcess.Patience);

    /// <summary>By statement, the types of the messages about it that the worker sent since it registered.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<char>> Said => _script.Said;

    /// <summary>Kills the worker at the point.</summary>
    public void Kill(Func<Task> kill) => _fate.SetResult((kill, () => { }));

    /// <summary>Stops the worker at the point, for as long as <paramref name="stop"/> takes, and lets it go on when the server has answered.</summary>
    public void Hold(Func<Task> stop, Action goOn) => _fate.SetResult((stop, goOn));

    public async Task ComeAsync()
    {
        try
        {
            // The worker can talk to the server before this is known, and does not get far.
            var (come, pass) = await _fate.Task;
            _isHeld = _script.Point?.Moment == Moment.Late;
            await come();
            if (!_isHeld)
            {
                pass();
                _reached.TrySetResult();
            }
        }
        catch (Exception exception)
        {
            _reached.TrySetException(exception);
            throw;
        }
    }

    public async Task PassAsync()
    {
        (await _fate.Task).Pass();
        _reached.TrySetResult();
    }

    public Task GiveWayAsync() => _isHeld ? _clear.Task : Task.CompletedTask;

    public void Clear() => _clear.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        var ended = _connections.DisposeAsync();
        Clear();
        await ended;
    }

    private async Task RelayAsync(TcpClient worker, CancellationToken cancellationToken)
    {
        var server = new TcpClient { NoDelay = true };
        using var relay = new Relay(worker, server, _script, this, new(_name));
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, cancellationToken);
            await relay.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException || _reached.Task.IsFaulted)
        {
            // One of the two is gone, and the other learns it by the end of the connection; or the scene fails, and tells why.
        }
    }
}
