using Roost.Cli.Operators;
using Roost.Messaging.Steering;

namespace Roost.Cli.Jobs;

/// <summary>What is done to jobs, and what became of it.</summary>
internal sealed class JobsActions(JobSteering steering, JobViews views, Screen screen, bool json)
{
    public async Task RetryAsync(Guid id, CancellationToken cancellationToken) => Say(await steering.RetryAsync(id, cancellationToken) switch
    {
        SteeringResult.KeyTaken => throw new CliFault($"Another job has the unique key of {id} meanwhile: cancel that one, or discard this."),
        SteeringResult.NotFound => throw new CliFault($"There is no job {id} that waits for its time, and no such dead letter."),
        var outcome => outcome,
    }, $"Job {id} goes now.");

    public async Task ReplayAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        // Those that die meanwhile are not tried again: this ends. By the database's clock, which has said when they died.
        DateTimeOffset? until = null;
        var (replayed, taken) = (0, 0);
        ReplayResult part;
        do
        {
            part = await steering.ReplayAsync(filter, until, JobSteering.MaxReplays, cancellationToken);
            replayed += part.Replayed;
            taken = part.KeyTaken;
            until ??= part.Until;
        }
        while (part.IsMore && part.Replayed > 0);
        // A name that is misspelled must not look like success.
        if (replayed + taken == 0)
        {
            throw new CliFault("No dead letter is of that kind or queue: './roost jobs dead' lists them.");
        }

        Say(
            new ReplayResult(replayed, taken, part.IsMore, until),
            $"{replayed:N0} dead letters begin anew{(taken > 0 ? $", and {taken:N0} stay dead, because another job has their unique key meanwhile" : "")}.");
    }

    public async Task CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var outcome = await steering.CancelAsync(id, cancellationToken);
        Say(
            outcome == SteeringResult.NotFound ? throw new CliFault($"There is no job {id} that waits or runs.") : outcome,
            outcome == SteeringResult.Asked ? $"Job {id} runs; its worker was asked to let go of it." : $"Job {id} is cancelled.");
    }

    public async Task DiscardAsync(Guid id, CancellationToken cancellationToken) => Say(
        await steering.DiscardAsync(id, cancellationToken) ? SteeringResult.Done : throw new CliFault($"There is no dead letter {id}."), $"Dead letter {id} is gone.");

    public async Task PauseAsync(string queue, CancellationToken cancellationToken)
    {
        var known = (await views.QueuesAsync(cancellationToken)).Select(overview => overview.Queue).ToList();
        await steering.PauseAsync(queue, cancellationToken);
        // Queues come with their jobs, so that nobody can say that there is none of a name. That it was misspelled must show all the same.
        var hint = known.Contains(queue) ? "" : $" Is that its name? There is no job in it at this moment; those that have any are: {(known.Count > 0 ? string.Join(", ", known) : "none")}.";
        Say(SteeringResult.Done, $"Queue {queue} is paused: nothing in it begins until './roost jobs resume {queue}'.{hint}");
    }

    public async Task ResumeAsync(string queue, CancellationToken cancellationToken) => Say(
        await steering.ResumeAsync(queue, cancellationToken) ? SteeringResult.Done : throw new CliFault($"Queue {queue} is not paused."), $"Queue {queue} goes on.");

    private void Say<T>(T outcome, string line)
    {
        if (json)
        {
            screen.Raw(outcome is SteeringResult result ? OperatorJson.Write(new { outcome = result }) : OperatorJson.Write(outcome));
        }
        else
        {
            screen.Done(line);
        }
    }
}
