using System.Threading.Channels;

namespace Roost.Messaging.Workers;

/// <summary>The jobs that a worker has claimed and not begun. They begin lane by lane in turns: one of a lane does not stand behind all that was claimed ahead of another.</summary>
internal sealed class ClaimedJobs
{
    private readonly Channel<bool> _tickets = Channel.CreateUnbounded<bool>();
    private readonly Lock _lock = new();
    private readonly Dictionary<Lane, Queue<ClaimedJob>> _lanes = [];
    private readonly Queue<Lane> _turns = new();

    public void Add(ClaimedJob job)
    {
        lock (_lock)
        {
            if (!_lanes.TryGetValue(job.Lane, out var lane))
            {
                _lanes.Add(job.Lane, lane = new());
                _turns.Enqueue(job.Lane);
            }

            lane.Enqueue(job);
        }

        _tickets.Writer.TryWrite(true);
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Complete() => _tickets.Writer.Complete();

    /// <summary>Each job once, until nothing more comes. Several may read.</summary>
    public async IAsyncEnumerable<ClaimedJob> ReadAllAsync()
    {
        await foreach (var _ in _tickets.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return Next();
        }
    }

    private ClaimedJob Next()
    {
        lock (_lock)
        {
            var turn = _turns.Dequeue();
            var lane = _lanes[turn];
            var job = lane.Dequeue();
            if (lane.Count == 0)
            {
                _lanes.Remove(turn);
            }
            else
            {
                _turns.Enqueue(turn);
            }

            return job;
        }
    }
}
