namespace Roost.Messaging.Jobs;

/// <summary>One attempt at a job.</summary>
/// <param name="Id">The job's id, the same in every attempt: the name to make outside effects repeatable under.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
/// <param name="MaxAttempts">How many there will be at most.</param>
public sealed record JobRun(Guid Id, int Attempt, int MaxAttempts)
{
    /// <summary>Whether a failure of this attempt makes a dead letter.</summary>
    public bool IsLast => Attempt >= MaxAttempts;
}
