namespace Roost.Messaging.Jobs;

/// <summary>What differs for one job from what its kind declares. What is left out is as declared.</summary>
public sealed record JobOptions
{
    /// <summary>Lower is more urgent; from -1000 to 1000.</summary>
    public short? Priority { get; init; }

    /// <summary>How long it waits before it may begin, by the database's clock.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The time before which it does not begin. Wins over <see cref="Delay"/>.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>
    /// Names the work: a second job of the same kind, tenant and key is not added while the first is not over. Its id is then nobody's.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>
    /// What the job is about, such as an order's id: limits that are declared for each key count by it, and kinds that go in order have one order for each. It is 1 to
    /// 200 characters, and the tenant's own.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Makes the job wait until its children are over: those added with its id as <see cref="Parent"/>, in the same operation or by one of them.</summary>
    public bool WaitsForChildren { get; init; }

    /// <summary>The job that waits for this one. It is of the same tenant, was added with <see cref="WaitsForChildren"/>, and has not begun.</summary>
    public Guid? Parent { get; init; }

    /// <summary>How long <see cref="UniqueKey"/> keeps others out, counted from when the job is added and whatever becomes of it.</summary>
    /// <value>By default until the job is over.</value>
    public TimeSpan? UniqueFor { get; init; }
}
