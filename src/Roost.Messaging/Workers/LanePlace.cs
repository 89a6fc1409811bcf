namespace Roost.Messaging.Workers;

/// <summary>Where a job stands in its lane.</summary>
/// <param name="RunAt">Since when it has been ready.</param>
/// <param name="Seq">Its number among those that were ready at the same moment, as all of one call are.</param>
internal readonly record struct LanePlace(DateTime RunAt, long Seq) : IComparable<LanePlace>
{
    /// <summary>Before all jobs.</summary>
    public static LanePlace Front { get; } = new(DateTime.MinValue, 0);

    public int CompareTo(LanePlace other) => (RunAt, Seq).CompareTo((other.RunAt, other.Seq));
}
