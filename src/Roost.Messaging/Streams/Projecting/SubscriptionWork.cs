using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Waking;
using Roost.Messaging.Workers;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Adds a job for each event that a subscription hears, with what the event's envelope says of who did it. They commit with the checkpoint: each comes once.</summary>
internal sealed class SubscriptionWork(StreamSubscriptionFact subscription) : IProjectionWork
{
    public Task ProjectAsync(IServiceProvider services, IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken)
    {
        var unit = services.GetRequiredService<UnitOfWork>();
        var jobs = events.Where(happened => happened.Data.GetType() == subscription.JobType).Select(happened => Create(happened, unit.Tenant!.Value)).ToList();
        if (jobs.Count > 0)
        {
            JobInsert.Append(unit, jobs);
            unit.Enlist(new Added(jobs, services.GetRequiredService<WakeUps>()));
        }

        return Task.CompletedTask;
    }

    // Its jobs are no rows of a generation.
    public Task ClearAsync(IServiceProvider services, int generation, CancellationToken cancellationToken) => Task.CompletedTask;

    private NewJob Create(StreamEvent happened, TenantId tenant) => new(
        Guid.CreateVersion7(), subscription, tenant.Value, subscription.Priority, Delay: null, RunAt: null, UniqueKey: null, UniqueFor: null, happened.StreamId, Parent: null, Waits: false,
        (happened.Envelope with { Event = new(happened.Id, happened.RecordedAt, happened.StreamId) }).ToBytes(),
        JsonSerializer.SerializeToUtf8Bytes(happened.Data, subscription.JobType, JobJson.Options));

    private sealed class Added(List<NewJob> jobs, WakeUps wakeUps) : ITransactionPart
    {
        public bool HasPending => false;

        public ValueTask FlushAsync(UnitOfWork unit, CancellationToken cancellationToken) => default;

        public void Completed(TransactionOutcome outcome)
        {
            if (outcome != TransactionOutcome.RolledBack)
            {
                wakeUps.Wake(JobInsert.SignalsOf(jobs));
                JobDiagnostics.Added(jobs);
            }
        }
    }
}
