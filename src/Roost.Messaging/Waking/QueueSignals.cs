using System.Collections.Concurrent;

namespace Roost.Messaging.Waking;

/// <summary>One signal a queue of this process. One that comes while nobody waits is kept for the next who does.</summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _signals = new(StringComparer.Ordinal);

    public void Set(string queue)
    {
        var signal = Of(queue);
        if (signal.CurrentCount == 0)
        {
            // Two who come at once may both release: one look too many.
            signal.Release();
        }
    }

    /// <summary>Takes a signal that is kept, without waiting.</summary>
    public bool TryTake(string queue) => Of(queue).Wait(0, CancellationToken.None);

    /// <summary>Waits for a signal, and for so long at most.</summary>
    /// <returns>Whether one came.</returns>
    public Task<bool> WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken) => Of(queue).WaitAsync(atMost, cancellationToken);

    private SemaphoreSlim Of(string queue) => _signals.GetOrAdd(queue, static _ => new SemaphoreSlim(0));
}
