using System.Net.Sockets;
using Roost.Messaging.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Relays HTTP/1.1 from a host to who it asks, and has the host killed at one request: before the other side gets it, or when that has acted and the host has not heard.</summary>
/// <param name="script">What to do.</param>
/// <param name="fate">What happens to the host.</param>
/// <param name="prefix">What the names of requests begin with.</param>
/// <param name="renewsKeys">Whether requests have other keys than they were given, which is a bug that is planted.</param>
internal sealed class HttpRelay(Script script, IFate fate, string prefix = "", bool renewsKeys = false)
{
    // As a simple query, a request is one message that asks for an answer.
    public const char Request = 'Q';

    // One request after the other is what a connection of HTTP/1.1 carries; there is no pipelining.
    public async Task RunAsync(NetworkStream host, NetworkStream other, CancellationToken cancellationToken)
    {
        var (requests, answers) = (new HttpMessageReader(host), new HttpMessageReader(other));
        while (await requests.ReadAsync(cancellationToken) is { } request)
        {
            var moment = script.Hear($"{prefix}{request.Name}", Request);
            if (moment == Moment.Withheld)
            {
                await fate.ComeAsync();
                return;
            }

            await other.WriteAsync(renewsKeys ? request.UnderAnotherKey() : request.Raw, cancellationToken);
            if (await answers.ReadAsync(cancellationToken) is not { } answer)
            {
                return;
            }

            if (moment == Moment.Answered)
            {
                await fate.ComeAsync();
                return;
            }

            await host.WriteAsync(answer.Raw, cancellationToken);
        }
    }
}
