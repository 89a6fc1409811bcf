using System.Diagnostics;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>
/// Finds out where jobs wait in one queue, and claims from there. Looking costs an entry of the index for each lane, so it is done once a second, and when
/// the lanes that are known have run dry.
/// </summary>
internal sealed class QueueClaims(QueueKinds queue, WorkerLife life, JobStore store, QueueAges ages)
{
    private static readonly Lane Start = new(short.MinValue, Guid.Empty, "");
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly LaneBook _book = new();
    private Lane _last = Start;
    private long _looked;
    private long _reconciled = Stopwatch.GetTimestamp();

    /// <summary>Takes so many jobs at most.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        if (_book.IsEmpty || Stopwatch.GetElapsedTime(_looked) > Fresh)
        {
            await LookAsync(cancellationToken);
        }

        if (Stopwatch.GetElapsedTime(_reconciled) > WorkerLife.Reconciling)
        {
            // No claim is on its way at this moment. One whose answer never came has taken jobs that nobody would run.
            _reconciled = Stopwatch.GetTimestamp();
            await store.GiveBackLostAsync(queue.Queue, life, suspects: false, cancellationToken);
        }

        var shares = _book.Share(count);
        if (shares.Count == 0)
        {
            return [];
        }

        var jobs = await store.ClaimAsync(queue.Queue, life.Id, shares, cancellationToken);
        foreach (var job in jobs)
        {
            life.Held[job.Id] = job;
        }

        _book.Took(shares, jobs);
        // Dry lanes say nothing of the others.
        return jobs.Count > 0 || _book.IsEmpty ? jobs : await TakeAsync(count, cancellationToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _looked = Stopwatch.GetTimestamp();
        var lanes = await store.LanesAsync(queue.Queue, Start, LaneBook.Most, cancellationToken);
        if (lanes.Count == LaneBook.Most)
        {
            // There are more than can be known at once. Each look sees the most urgent, and the next few of all.
            var next = await store.LanesAsync(queue.Queue, _last, LaneBook.Most, cancellationToken);
            _last = next.Count == LaneBook.Most ? next[^1].Lane : Start;
            lanes = [.. lanes.Take(LaneBook.Most / 4), .. next];
        }

        ages.Saw(queue, lanes);
        // Of kinds that this worker knows. Those of others are other workers', and not in the way.
        _book.Replace(lanes.Select(head => head.Lane).Where(lane => queue.Kinds.Contains(lane.Kind)));
    }
}
