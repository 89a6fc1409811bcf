using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Relays HTTP/2 from a host to another one, and has the first killed at one request: before the other gets it, or when that has acted and the first has not heard.</summary>
/// <param name="script">What to do.</param>
/// <param name="fate">What happens to the host that calls.</param>
/// <param name="prefix">What the names of requests begin with.</param>
internal sealed class Http2Relay(Script script, IFate fate, string prefix)
{
    // What a client says first (RFC 9113 section 3.4).
    private const int Preface = 24;

    public async Task RunAsync(NetworkStream host, NetworkStream other, CancellationToken cancellationToken)
    {
        var preface = new byte[Preface];
        if (await host.ReadAtLeastAsync(preface, Preface, throwOnEndOfStream: false, cancellationToken) < Preface)
        {
            return;
        }

        await other.WriteAsync(preface, cancellationToken);
        await new Connection(script, fate, prefix, host, other).RunAsync(cancellationToken);
    }

    private sealed class Connection(Script script, IFate fate, string prefix, NetworkStream host, NetworkStream other)
    {
        // The request whose answer is not to arrive. None has the number 0.
        private volatile int _muted;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            try
            {
                await await Task.WhenAny(AskAsync(cancellationToken), AnswerAsync(cancellationToken));
            }
            finally
            {
                // Also if it has waited long enough, and the answer never comes.
                if (_muted != 0)
                {
                    await fate.ComeAsync();
                }
            }
        }

        private async Task AskAsync(CancellationToken cancellationToken)
        {
            while (await Http2Frame.ReadAsync(host, cancellationToken) is { } frame)
            {
                if (_muted != 0 && frame.Stream == _muted && frame.IsReset)
                {
                    return;
                }

                switch (frame.IsHeaders ? script.Hear($"{prefix}{RequestFields.PathOf(frame.Fields)}", HttpRelay.Request) : null)
                {
                    case Moment.Withheld:
                        await fate.ComeAsync();
                        return;
                    case Moment.Answered:
                        _muted = frame.Stream;
                        break;
                }

                await other.WriteAsync(frame.Raw, cancellationToken);
            }
        }

        private async Task AnswerAsync(CancellationToken cancellationToken)
        {
            while (await Http2Frame.ReadAsync(other, cancellationToken) is { } frame)
            {
                if (frame.Stream == 0 || frame.Stream != _muted)
                {
                    await host.WriteAsync(frame.Raw, cancellationToken);
                }
                else if (frame.IsLast)
                {
                    return;
                }
            }
        }
    }
}
