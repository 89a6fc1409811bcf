using System.Diagnostics;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Finds out where jobs wait in one queue, and claims from there. Looking costs an entry of the index for each lane, so it is done once a second, when
/// the lanes that are known have run dry, and when jobs were added: somebody's one job is not to wait for a look while another's million keeps this worker busy.
/// Looks that have become slow are made more seldom, unless nothing is known to claim from.
/// </summary>
internal sealed class QueueClaims(QueueKinds queue, WorkerLife life, JobStore store, QueueSignals signals, QueueAges ages)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // A job may be committed after others that stand behind it. While there are always more of its lane, it waits for about so long.
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(250);

    private readonly LaneBook _book = new();
    private readonly LookPace _pace = new();
    private Lane _last = Lane.Start;
    private long _looked;
    private long _lookedFromTheFront;
    private bool _isTold;
    private long _reconciled = Stopwatch.GetTimestamp();

    /// <summary>How long the last claim took, without looks.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Learns that jobs were added since the last look.</summary>
    public void Tell() => _isTold = true;

    /// <summary>Takes so many jobs at most.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        _isTold |= signals.TryTake(queue.Queue);
        var since = Stopwatch.GetElapsedTime(_looked);
        var isDue = _isTold || since > Fresh || (_book.HasFloors && Stopwatch.GetElapsedTime(_lookedFromTheFront) > Behind);
        if (_book.IsEmpty || (isDue && since > _pace.Pause))
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

        if (await ClaimAsync(shares, cancellationToken) is not { } jobs)
        {
            // The queue's limit is reached, or somebody has paused it. That says nothing of the lanes.
            return [];
        }

        foreach (var job in jobs)
        {
            life.Held[job.Id] = job;
        }

        _book.Took(shares, jobs);
        // Dry lanes say nothing of the others. And whoever was told of something has not looked yet. To a worker that was taken for dead, all lanes are dry.
        return jobs.Count > 0 || life.Stopping.IsCancellationRequested || (_book.IsEmpty && !_isTold) ? jobs : await TakeAsync(count, cancellationToken);
    }

    private async Task<IReadOnlyList<ClaimedJob>?> ClaimAsync(IReadOnlyList<LaneShare> shares, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var isAnswered = false;
        try
        {
            var jobs = await store.ClaimAsync(queue.Queue, life.Id, shares, cancellationToken);
            isAnswered = true;
            return jobs;
        }
        finally
        {
            Took = Stopwatch.GetElapsedTime(begun);
            // What it may have taken is given back before the next claim: behind that there may be no place free for hours.
            _reconciled = isAnswered ? _reconciled : 0;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Before the look: what is added meanwhile says so once more.
        _isTold = false;
        var begun = Stopwatch.GetTimestamp();
        var lanes = await store.LanesAsync(queue.Queue, Lane.Start, LaneBook.Most, cancellationToken);
        if (lanes.Count == LaneBook.Most)
        {
            // There are more than can be known at once. Each look sees the most urgent, and the next few of all.
            var next = await store.LanesAsync(queue.Queue, _last, LaneBook.Most, cancellationToken);
            _last = next.Count == LaneBook.Most ? next[^1].Lane : Lane.Start;
            lanes = [.. lanes.Take(LaneBook.Most / 4), .. next];
        }

        _looked = Stopwatch.GetTimestamp();
        _pace.Took(Stopwatch.GetElapsedTime(begun, _looked));
        var isFromTheFront = _book.IsEmpty || Stopwatch.GetElapsedTime(_lookedFromTheFront, _looked) > Behind;
        _lookedFromTheFront = isFromTheFront ? _looked : _lookedFromTheFront;
        ages.Saw(queue, lanes);
        // Of kinds that this worker knows. Those of others are other workers', and not in the way.
        _book.Replace(lanes.Select(head => head.Lane).Where(lane => queue.Kinds.Contains(lane.Kind)), keepsFloors: !isFromTheFront);
    }
}
