namespace Bench.Queue.Agents;

/// <summary>What a worker counts: how many jobs it has begun, and how long those that say when they were sent had been on their way.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly List<long> _latencies = [];
    private long _begun;

    public long Begun => Interlocked.Read(ref _begun);

    public void Begin(long sentAt)
    {
        Interlocked.Increment(ref _begun);
        if (sentAt > 0)
        {
            var latency = Clock.Microseconds - sentAt;
            lock (_lock)
            {
                _latencies.Add(latency);
            }
        }
    }

    /// <summary>How many, then the median, the 95th and 99th percentile and the longest, in microseconds.</summary>
    public string Latencies()
    {
        lock (_lock)
        {
            _latencies.Sort();
            return _latencies.Count == 0 ? "0 0 0 0 0" : string.Join(' ', _latencies.Count, At(0.5), At(0.95), At(0.99), _latencies[^1]);
        }

        long At(double share) => _latencies[(int)((_latencies.Count - 1) * share)];
    }
}
