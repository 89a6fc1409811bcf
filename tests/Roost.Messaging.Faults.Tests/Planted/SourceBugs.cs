using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Scenes;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>The bugs that are planted in the worker's sources, one at a time.</summary>
internal static class SourceBugs
{
    private const string Elsewhere = "await using var elsewhere = unitOfWork.Connection.CloneWith(unitOfWork.Connection.ConnectionString); await elsewhere.OpenAsync(cancellationToken);";

    public static readonly IReadOnlyList<SourceBug> All =
    [
        new("acknowledged before the commit", () => At("roost.job_complete", Moment.Answered), new SourceChange(
            "Workers/JobFence.cs",
            "        if (!await",
            $$"""
            if (IsLast)
            {
                {{Elsewhere}}
                await using var setting = new Npgsql.NpgsqlCommand("SELECT set_config('app.tenant', $1, false)", elsewhere) { Parameters = { new Npgsql.NpgsqlParameter<string> { TypedValue = unitOfWork.Tenant?.Value.ToString() ?? "" } } };
                await setting.ExecuteNonQueryAsync(cancellationToken);
                await using var completion = new Npgsql.NpgsqlCommand("SELECT roost.job_complete($1, $2, $3, NULL)", elsewhere)
                {
                    Parameters = { new Npgsql.NpgsqlParameter<Guid> { TypedValue = job.Id }, new Npgsql.NpgsqlParameter<int> { TypedValue = job.Lease }, new Npgsql.NpgsqlParameter<Guid> { TypedValue = worker } },
                };
                if (await completion.ExecuteScalarAsync(cancellationToken) is not true) throw new LeaseLostException();
                return;
            }

                    if (!await
            """)),
        new("acknowledged after the commit", () => At("roost.job_finish", Moment.Withheld), new SourceChange(
            "Workers/JobRunner.cs", "fence.IsLast = handled.IsSuccess;", "fence.IsLast = false;")),
        new("jobs are written outside of the operation's transaction", () => At("roost.job_add", Moment.Answered),
            new SourceChange("Adding/OperationJobs.cs", "public ValueTask FlushAsync", "public async ValueTask FlushAsync"),
            new SourceChange("Adding/OperationJobs.cs", "JobInsert.Append(unitOfWork, jobs);", $"{Elsewhere} await JobInsert.WriteAsync(elsewhere, jobs, cancellationToken);"),
            new SourceChange("Adding/OperationJobs.cs", "        return default;\n", "")),
        new("events are published outside of the operation's transaction", () => At("roost.event_add", Moment.Answered),
            new SourceChange("Events/Publishing/OutboxInsert.cs", "private static NpgsqlBatchCommand Create(NewEvent[] events", "public static NpgsqlBatchCommand Create(NewEvent[] events"),
            new SourceChange("Events/Publishing/OperationEvents.cs", "public ValueTask FlushAsync", "public async ValueTask FlushAsync"),
            new SourceChange(
                "Events/Publishing/OperationEvents.cs",
                "OutboxInsert.Append(unitOfWork, events, JobEnvelope.Write(operation.Context));",
                $$"""
                {{Elsewhere}}
                await using var batch = new Npgsql.NpgsqlBatch(elsewhere);
                batch.BatchCommands.Add(new("SELECT set_config('app.tenant', $1, true)") { Parameters = { new Npgsql.NpgsqlParameter<string> { TypedValue = unitOfWork.Tenant?.Value.ToString() ?? "" } } });
                batch.BatchCommands.Add(OutboxInsert.Create(events, JobEnvelope.Write(operation.Context)));
                await batch.ExecuteNonQueryAsync(cancellationToken);
                """),
            new SourceChange("Events/Publishing/OperationEvents.cs", "        return default;\n", "")),
        new("a worker that was taken for dead goes on", () => new LongPause(), new SourceChange(
            "Workers/WorkerSession.cs", "                    await lost.CancelAsync();\n                    return;\n", "                    return;\n")),
        new("what was claimed and never heard of is forgotten", () => new LostAnswer("roost.job_claim"), new SourceChange(
            "Workers/QueueClaims.cs", "await store.GiveBackLostAsync(queue.Queue, life, suspects: false, cancellationToken);", "")),
        new("delays count by the worker's clock", () => new WrongClock(),
            new SourceChange("Adding/OperationJobs.cs", "IOptions<MessagingOptions> options)", "IOptions<MessagingOptions> options, TimeProvider time)"),
            new SourceChange(
                "Adding/OperationJobs.cs",
                "JobEnvelope.Write(operation.Context), jobOptions, options",
                "JobEnvelope.Write(operation.Context), jobOptions?.Delay is { } delay ? jobOptions with { Delay = null, RunAt = time.GetUtcNow() + delay } : jobOptions, options")),
    ];

    // The first of one job that writes, asks for another and publishes an event.
    private static Visit At(string statement, Moment moment) => new(new(statement, 1, moment), Errand.Post);
}
