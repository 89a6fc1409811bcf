using System.Text.Json;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Monitoring;

/// <summary>A job as its status is shown to those who may ask.</summary>
internal sealed record JobResponse(
    Guid Id, string Kind, JobState State, int Attempts, DateTimeOffset AddedAt, DateTimeOffset? EndedAt, JobProgress? Progress, JsonElement? Result, JobFailure? Error)
{
    public static JobResponse From(JobStatus job) => new(
        job.Id,
        job.Kind,
        job.State,
        job.Attempts,
        job.AddedAt,
        job.EndedAt,
        job.Done is { } done ? new(done, job.Total, job.Detail) : null,
        job.Result,
        job.State == JobState.Dead ? JobFailure.From(job.Error) : null);
}
