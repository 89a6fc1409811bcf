using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>Remembers which calls have come, for as long as they would be believed, so that nobody who has listened can send one again.</summary>
internal sealed class SeenSeals(IOptions<TrustOptions> options, TimeProvider time)
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, bool> _now = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, bool> _before = new(StringComparer.Ordinal);
    private long _turned = time.GetTimestamp();

    /// <summary>Notes a seal; <see langword="false"/> if it has come before.</summary>
    public bool TryAdd(string seal)
    {
        // From the earliest to the latest at which one call is believed it is twice the tolerance, and each memory lasts at least as long.
        if (time.GetElapsedTime(Volatile.Read(ref _turned)) > 2 * options.Value.Tolerance)
        {
            Turn();
        }

        return !_before.ContainsKey(seal) && _now.TryAdd(seal, true);
    }

    private void Turn()
    {
        lock (_turning)
        {
            if (time.GetElapsedTime(_turned) > 2 * options.Value.Tolerance)
            {
                _before = _now;
                _now = new(StringComparer.Ordinal);
                Volatile.Write(ref _turned, time.GetTimestamp());
            }
        }
    }
}
