using System.CommandLine;
using Roost.Cli.Operators;
using Roost.Messaging.Jobs;
using Roost.Messaging.Steering;
using static Roost.Cli.Operators.OperatorOptions;

namespace Roost.Cli.Jobs;

/// <summary><c>roost jobs</c>: the jobs of all tenants, to see and to steer.</summary>
internal static class JobsCommand
{
    public static Command Create(Screen screen)
    {
        var command = new Command("jobs", "See and steer the jobs of all tenants.") { Database, Json };
        command.Add(CreateList(screen));
        command.Add(CreateDead(screen));
        command.Add(CreateQueues(screen));
        command.Add(CreateShow(screen));
        command.Add(CreateRetry(screen));
        command.Add(OfOneJob("cancel", "Cancel a job; the handler of one that runs is asked to let go of it.", screen, static (actions, id, stop) => actions.CancelAsync(id, stop)));
        command.Add(OfOneJob("discard", "Throw a dead letter away for good.", screen, static (actions, id, stop) => actions.DiscardAsync(id, stop)));
        command.Add(OfOneQueue("pause", "Let no job of a queue begin any more, on any host. Those that run go on.", screen, static (actions, queue, stop) => actions.PauseAsync(queue, stop)));
        command.Add(OfOneQueue("resume", "Let the jobs of a queue begin again.", screen, static (actions, queue, stop) => actions.ResumeAsync(queue, stop)));
        return command;
    }

    // What is done or cancelled is in no list.
    private static readonly JobState[] States = [JobState.Scheduled, JobState.Ready, JobState.Running, JobState.Held, JobState.Waiting, JobState.Suspect, JobState.Dead];

    private static Command CreateList(Screen screen)
    {
        var filter = new FilterOptions();
        var state = new Option<JobState?>("--state") { Description = "scheduled, ready, running, held, waiting, suspect or dead; all but dead ones by default.", HelpName = "STATE", CustomParser = Readers.OneOf(States) };
        var command = filter.AddTo(new Command("list", "List jobs: those that run, then what waits, in the order in which it will go."), withLimit: true);
        command.Add(state);
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new JobsShow(new(system), screen, parsed.GetValue(Json))
            .ListAsync(parsed.GetValue(state), filter.Read(parsed), parsed.GetValue(filter.Limit), stop)));
        return command;
    }

    private static Command CreateDead(Screen screen)
    {
        var filter = new FilterOptions();
        var command = filter.AddTo(new Command("dead", "List dead letters, the newest first."), withLimit: true);
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new JobsShow(new(system), screen, parsed.GetValue(Json))
            .ListAsync(JobState.Dead, filter.Read(parsed), parsed.GetValue(filter.Limit), stop)));
        return command;
    }

    private static Command CreateQueues(Screen screen)
    {
        var command = new Command("queues", "Show all queues: what is in them, how long the oldest job waits, limits and pauses.");
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new JobsShow(new(system), screen, parsed.GetValue(Json)).QueuesAsync(stop)));
        return command;
    }

    private static Command CreateShow(Screen screen)
    {
        var id = new Argument<Guid>("id") { Description = "The job's id.", CustomParser = Readers.Id };
        var command = new Command("show", "Show all that is known of a job, with its payload.") { id };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new JobsShow(new(system), screen, parsed.GetValue(Json)).JobAsync(parsed.GetValue(id), stop)));
        return command;
    }

    private static Command CreateRetry(Screen screen)
    {
        var filter = new FilterOptions();
        var id = new Argument<Guid?>("id") { Description = "The job's id.", Arity = ArgumentArity.ZeroOrOne, CustomParser = Readers.OptionalId };
        var dead = new Option<bool>("--dead") { Description = "All dead letters of a --kind or a --queue, the oldest first." };
        var command = filter.AddTo(new Command("retry", "Let a job go now that waits for its time, or a dead letter begin anew.") { id, dead }, withLimit: false);
        command.Validators.Add(result =>
        {
            var all = result.GetValue(dead);
            var one = result.GetResult(id)?.Tokens.Count > 0;
            if (all == one)
            {
                result.AddError("'roost jobs retry' takes either an id, or --dead with a --kind or a --queue.");
            }
            else if (all && result.GetValue(filter.Kind) is null && result.GetValue(filter.Queue) is null)
            {
                result.AddError("--dead wants a --kind or a --queue: not all that is dead is tried again at once.");
            }
        });
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system =>
        {
            var actions = new JobsActions(new(system), new(system), screen, parsed.GetValue(Json));
            return parsed.GetValue(id) is { } one ? actions.RetryAsync(one, stop) : actions.ReplayAsync(filter.Read(parsed), stop);
        }));
        return command;
    }

    private static Command OfOneJob(string name, string description, Screen screen, Func<JobsActions, Guid, CancellationToken, Task> act)
    {
        var id = new Argument<Guid>("id") { Description = "The job's id.", CustomParser = Readers.Id };
        var command = new Command(name, description) { id };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => act(new(new(system), new(system), screen, parsed.GetValue(Json)), parsed.GetValue(id), stop)));
        return command;
    }

    private static Command OfOneQueue(string name, string description, Screen screen, Func<JobsActions, string, CancellationToken, Task> act)
    {
        var queue = new Argument<string>("queue") { Description = "The queue's name.", CustomParser = Readers.Name };
        var command = new Command(name, description) { queue };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => act(new(new(system), new(system), screen, parsed.GetValue(Json)), parsed.GetValue(queue)!, stop)));
        return command;
    }
}
