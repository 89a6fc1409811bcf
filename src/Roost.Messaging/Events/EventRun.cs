namespace Roost.Messaging.Events;

/// <summary>One attempt of one subscription at an event.</summary>
/// <param name="Id">
/// The id of the subscription's job, the same in every attempt: the name to make outside effects repeatable under. An event that is replayed comes as another job.
/// </param>
/// <param name="EventId">The event's id, the same for every subscription, and in a replay.</param>
/// <param name="PublishedAt">When it was published, by the database's clock.</param>
/// <param name="Key">What it happened to, if the publisher said so.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
/// <param name="MaxAttempts">How many there will be at most.</param>
public sealed record EventRun(Guid Id, Guid EventId, DateTimeOffset PublishedAt, string? Key, int Attempt, int MaxAttempts)
{
    /// <summary>Whether a failure of this attempt makes a dead letter.</summary>
    public bool IsLast => Attempt >= MaxAttempts;
}
