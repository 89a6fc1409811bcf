using Roost.Messaging.Jobs;

namespace Roost.Messaging.Steering;

/// <summary>What a list says of a job: no payload, which may hold what is nobody's business.</summary>
public sealed record JobSummary
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>The queue that it is in.</summary>
    public required string Queue { get; init; }

    /// <summary>Its kind: <c>module.job-type</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The tenant that it belongs to, if there is one.</summary>
    public Guid? Tenant { get; init; }

    /// <summary>Lower is more urgent.</summary>
    public required int Priority { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many there may be.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>How many processes in a row have died while they had it.</summary>
    public required int Crashes { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it may begin, or since when it may.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>When it became a dead letter.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it is about, if it says.</summary>
    public string? Key { get; init; }

    /// <summary>Of a dead letter, the first line of its last error, cut off behind 200 characters.</summary>
    public string? Error { get; init; }
}
