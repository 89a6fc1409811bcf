namespace Roost.Messaging.Workers;

/// <summary>
/// What one worker knows of the lanes of one queue, and how it shares its slots between them: three quarters for the most urgent priority, the rest for
/// those behind it, so that nobody's urgent million starves the others; within a priority evenly, in turns.
/// </summary>
internal sealed class LaneBook
{
    /// <summary>How many lanes are known at the same time.</summary>
    public const int Most = 256;

    private readonly Dictionary<Lane, LanePlace> _floors = [];
    private List<Lane> _lanes = [];
    private int _turn;
    private int _urgentTurn;
    private int _othersTurn;

    /// <summary>Whether there is nothing to claim from.</summary>
    public bool IsEmpty => _lanes.Count == 0;

    /// <summary>Whether claims of any lane go on where the last one ended.</summary>
    public bool HasFloors => _floors.Count > 0;

    /// <summary>Takes what a look at the queue has found.</summary>
    /// <param name="lanes">The lanes.</param>
    /// <param name="keepsFloors">Whether claims go on where they are; otherwise they begin at the front, where a job may have been committed late.</param>
    public void Replace(IEnumerable<Lane> lanes, bool keepsFloors)
    {
        _lanes = [.. lanes.Distinct().OrderBy(lane => lane.Priority)];
        if (!keepsFloors)
        {
            _floors.Clear();
        }
    }

    /// <summary>Shares so many slots; none if no lane is known.</summary>
    public IReadOnlyList<LaneShare> Share(int slots)
    {
        if (_lanes.Count == 0)
        {
            return [];
        }

        _turn++;
        var urgent = _lanes.Count(lane => lane.Priority == _lanes[0].Priority);
        // With fewer than four slots the others have every fourth turn.
        var forOthers = urgent == _lanes.Count ? 0 : slots >= 4 ? slots / 4 : _turn % 4 == 0 ? slots : 0;
        var shares = new List<LaneShare>();
        // Each group has turns of its own: with one counter for both, some lanes would never meet theirs.
        Share(_lanes[..urgent], slots - forOthers, ref _urgentTurn, shares);
        Share(_lanes[urgent..], forOthers, ref _othersTurn, shares);
        return shares;
    }

    /// <summary>Learns what a claim took: lanes that gave less than they might have are dry, and begin at the front when there is something again.</summary>
    public void Took(IReadOnlyList<LaneShare> shares, IReadOnlyList<ClaimedJob> jobs)
    {
        var taken = jobs.GroupBy(job => job.Lane).ToDictionary(lane => lane.Key, lane => (Count: lane.Count(), Last: lane.Max(job => job.Place)));
        foreach (var share in shares)
        {
            if (!taken.TryGetValue(share.Lane, out var lane) || lane.Count < share.Quota)
            {
                _lanes.Remove(share.Lane);
                _floors.Remove(share.Lane);
            }
            else
            {
                _floors[share.Lane] = lane.Last;
            }
        }
    }

    private void Share(List<Lane> lanes, int slots, ref int turn, List<LaneShare> shares)
    {
        for (var i = 0; i < Math.Min(lanes.Count, slots); i++)
        {
            var lane = lanes[(turn + i) % lanes.Count];
            var quota = (slots / lanes.Count) + (i < slots % lanes.Count ? 1 : 0);
            shares.Add(new(lane, _floors.GetValueOrDefault(lane, LanePlace.Front), quota));
        }

        if (lanes.Count > 0)
        {
            turn = (turn + slots) % lanes.Count;
        }
    }
}
