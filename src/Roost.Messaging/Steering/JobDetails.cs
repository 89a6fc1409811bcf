using System.Text.Json;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Steering;

/// <summary>All that is known of one job.</summary>
public sealed record JobDetails
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>The queue that it is or was in.</summary>
    public required string Queue { get; init; }

    /// <summary>Its kind: <c>module.job-type</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The tenant that it belongs to, if there is one.</summary>
    public Guid? Tenant { get; init; }

    /// <summary>Lower is more urgent; not kept of what is done or cancelled.</summary>
    public int? Priority { get; init; }

    /// <summary>How many attempts have failed; of a job that is done, how many it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many there may be; not kept of what is done or cancelled.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How many processes in a row have died while they had it.</summary>
    public int? Crashes { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it may begin, or since when it may.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>When it was done, died or was cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The key that keeps a second one out.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>What it is about, if it says.</summary>
    public string? Key { get; init; }

    /// <summary>The job that waits for it.</summary>
    public Guid? Parent { get; init; }

    /// <summary>The worker that has it.</summary>
    public Guid? Worker { get; init; }

    /// <summary>The name of that worker's host.</summary>
    public string? Host { get; init; }

    /// <summary>When the running attempt's time is up.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>What sort of actor asked for it.</summary>
    public string? PrincipalKind { get; init; }

    /// <summary>Who asked for it.</summary>
    public Guid? Principal { get; init; }

    /// <summary>The roles that they had when they asked.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The name under which all that one request caused is found in logs.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The span that asked, as in W3C's <c>traceparent</c>.</summary>
    public string? Trace { get; init; }

    /// <summary>What is to be done. It may hold what is nobody's business.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>How much its handler said was done.</summary>
    public long? Done { get; init; }

    /// <summary>Of how much.</summary>
    public long? Total { get; init; }

    /// <summary>What else its handler said on the way.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>When its handler said so.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>What its handler gave in the end.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>What went wrong, the oldest first: attempts that failed, and deaths.</summary>
    public required IReadOnlyList<FailedAttempt> Failures { get; init; }
}
