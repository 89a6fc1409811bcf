using System.Text.Json;

namespace Roost.Messaging.Jobs;

/// <summary>What is known of a job.</summary>
public sealed record JobStatus
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its kind: <c>module.job-type</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState State { get; init; }

    /// <summary>How many attempts have failed; of a job that is done, how many it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was done, died or was cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How much its handler said was done.</summary>
    public long? Done { get; init; }

    /// <summary>Of how much.</summary>
    public long? Total { get; init; }

    /// <summary>What else its handler said on the way.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>What its handler gave in the end.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The last attempt's error, as a developer wants it: not for everybody's eyes.</summary>
    public string? Error { get; init; }

    /// <summary>Whether nothing will become of it any more.</summary>
    public bool IsOver => State is JobState.Done or JobState.Cancelled or JobState.Dead;

    /// <summary>Reads <see cref="Result"/> or <see cref="Detail"/> as what the handler gave.</summary>
    public static T? Read<T>(JsonElement? json)
        where T : class =>
        json?.Deserialize<T>(Declaration.JobJson.Options);
}
