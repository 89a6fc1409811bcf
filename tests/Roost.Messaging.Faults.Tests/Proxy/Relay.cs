using System.Buffers.Binary;
using System.Net.Sockets;

namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>One connection of a worker to the server, message by message.</summary>
/// <param name="worker">The worker's end.</param>
/// <param name="server">The server's end.</param>
/// <param name="script">What to do.</param>
/// <param name="fate">What happens to the worker.</param>
/// <param name="names">What its messages are about.</param>
internal sealed class Relay(TcpClient worker, TcpClient server, Script script, IFate fate, StatementNames names) : IDisposable
{
    private const int CancelRequest = 80877102;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The server is ready once after the start, and once for each Sync and each simple query.
    private int _open = 1;
    private volatile bool _isAwaited;
    private volatile bool _isMuted;
    private volatile bool _isLate;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var frontend = new MessageReader(worker.GetStream());
        if (await frontend.ReadStartAsync(cancellationToken) is not { } start)
        {
            return;
        }

        await server.GetStream().WriteAsync(start, cancellationToken);
        if (BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(4)) != CancelRequest)
        {
            try
            {
                await await Task.WhenAny(ForwardAsync(frontend, cancellationToken), AnswerAsync(cancellationToken));
            }
            finally
            {
                ClearIfLate();
            }
        }
    }

    public void Dispose()
    {
        worker.Dispose();
        server.Dispose();
    }

    private async Task ForwardAsync(MessageReader frontend, CancellationToken cancellationToken)
    {
        var isHeld = false;
        while (await frontend.ReadAsync(cancellationToken) is { } message)
        {
            var asks = Point.AsksForAnswer((char)message[0]);
            switch (script.Hear(names.Read(message[0], message.AsSpan(5)), (char)message[0]))
            {
                case Moment.Withheld:
                    await fate.ComeAsync();
                    return;
                case Moment.Answered:
                    _isMuted = true;
                    await SendAndWaitAsync(message, cancellationToken);
                    await fate.ComeAsync();
                    return;
                case Moment.Late:
                    await fate.ComeAsync();
                    _isLate = isHeld = true;
                    break;
            }

            if (isHeld && asks)
            {
                // The answer lies there when the worker goes on.
                await SendAndWaitAsync(message, cancellationToken);
                await fate.PassAsync();
                isHeld = false;
                continue;
            }

            if (!_isLate)
            {
                await fate.GiveWayAsync();
            }

            if (asks)
            {
                Interlocked.Increment(ref _open);
            }

            await server.GetStream().WriteAsync(message, cancellationToken);
        }
    }

    private async Task SendAndWaitAsync(byte[] message, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        // Behind the count, so that an answer to what was said before is not taken for this one's.
        _isAwaited = true;
        await server.GetStream().WriteAsync(message, cancellationToken);
        // One that waits for a lock may not answer in time; then it happens while it waits.
        await Task.WhenAny(_quiet.Task, Task.Delay(Patience, cancellationToken));
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var backend = new MessageReader(server.GetStream());
        while (await backend.ReadAsync(cancellationToken) is { } message)
        {
            if (!_isMuted)
            {
                await worker.GetStream().WriteAsync(message, cancellationToken);
            }

            // Idle: the transaction is over, if it was one.
            if (message[0] == 'Z' && message[5] == 'I')
            {
                ClearIfLate();
            }

            if (message[0] == 'Z' && Interlocked.Decrement(ref _open) == 0 && _isAwaited)
            {
                _quiet.TrySetResult();
            }
        }
    }

    private void ClearIfLate()
    {
        if (_isLate)
        {
            fate.Clear();
        }
    }
}
