namespace Roost.Messaging.Workers;

/// <summary>How an attempt ended.</summary>
internal abstract record JobOutcome(ClaimedJob Job)
{
    /// <summary>It succeeded and wrote nothing in the database: its completion is still to be written.</summary>
    public sealed record Done(ClaimedJob Job) : JobOutcome(Job);

    /// <summary>It succeeded, and was completed in its handler's transaction.</summary>
    public sealed record Settled(ClaimedJob Job) : JobOutcome(Job);

    /// <summary>It was taken from this worker meanwhile.</summary>
    public sealed record Lost(ClaimedJob Job) : JobOutcome(Job);

    /// <summary>It did not get so far before the host stopped. The attempt does not count.</summary>
    public sealed record GivenBack(ClaimedJob Job) : JobOutcome(Job);

    /// <summary>Somebody wants it no more, and its handler has let go of it.</summary>
    public sealed record Cancelled(ClaimedJob Job) : JobOutcome(Job);

    /// <summary>It failed. Tried again after <paramref name="RetryIn"/>, or never if that is <see langword="null"/>.</summary>
    public sealed record Failed(ClaimedJob Job, string Error, TimeSpan? RetryIn, Exception? Cause) : JobOutcome(Job);
}
