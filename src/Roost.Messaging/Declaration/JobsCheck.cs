using Microsoft.Extensions.Options;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Streams.Declaration;
using Roost.Model;
using Roost.Postgres;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Messaging.Declaration;

/// <summary>Each kind of job is declared once, and a host that works on queues can.</summary>
internal sealed class JobsCheck(ApplicationModel model, HostShape shape, JobCatalogue catalogue, IOptions<PostgresOptions> postgres, IOptions<MessagingOptions> messaging) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var jobs = model.Facts<JobFact>().ToList();
        foreach (var twice in jobs.Where(job => job.Fact is not (SubscriptionFact or StreamSubscriptionFact)).GroupBy(job => job.Fact.JobType).Where(jobs => jobs.Count() > 1))
        {
            faults.Add(new(
                "RST060",
                $"{twice.Key.Name} is declared as a job {twice.Count()} times, by {string.Join(", ", twice.Select(job => job.Module.Name).Distinct())}.",
                $"module {twice.First().Module.Name}",
                "Declare it once: a job has one handler. What several are to hear of is an event."));
        }

        foreach (var twice in jobs.GroupBy(job => job.Fact.Kind).Where(jobs => jobs.Any(job => job.Fact is not SubscriptionFact) && jobs.Select(job => job.Fact.JobType).Distinct().Count() > 1))
        {
            faults.Add(new(
                "RST061",
                $"Two jobs are named '{twice.Key}': {string.Join(" and ", twice.Select(job => job.Fact.JobType.FullName))}.",
                $"module {twice.First().Module.Name}",
                "Give one of them another name with .Named(\"…\")."));
        }

        foreach (var twice in model.Facts<QueueFact>().GroupBy(queue => queue.Fact.Queue).Where(queues => queues.Count() > 1))
        {
            faults.Add(new(
                "RST080",
                $"The queue '{twice.Key}' is given limits {twice.Count()} times, by {string.Join(", ", twice.Select(queue => queue.Module.Name).Distinct())}.",
                $"module {twice.First().Module.Name}",
                "Let one module say them."));
        }

        CheckWorker(faults);
        return default;
    }

    private void CheckWorker(ICollection<Fault> faults)
    {
        if (!shape.Is(HostRoles.Worker) || catalogue.Queues.Count == 0)
        {
            return;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(postgres.Value.System))
            {
                faults.Add(new(
                    "RST062",
                    $"This host works on queues ({string.Join(", ", catalogue.Queues.Select(queue => queue.Queue))}), and there is no connection string for the system role.",
                    $"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}",
                    $"Set it to the system role's connection string, which ./roost up does by itself; or leave 'worker' out of {RoostHostOptions.Section}:{nameof(RoostHostOptions.Roles)}."));
            }

            if (messaging.Value.WorkerTimeout < 3 * messaging.Value.HeartbeatInterval)
            {
                faults.Add(new(
                    "RST063",
                    $"A worker is taken for dead after {messaging.Value.WorkerTimeout}, and says only every {messaging.Value.HeartbeatInterval} that it lives.",
                    $"{MessagingOptions.Section}:{nameof(MessagingOptions.WorkerTimeout)}",
                    $"Make it at least three times {nameof(MessagingOptions.HeartbeatInterval)}."));
            }
        }
        catch (OptionsValidationException)
        {
            // Reported by the options' own check.
        }
    }
}
