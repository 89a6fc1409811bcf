using System.CommandLine;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;
using static Roost.Cli.Operators.OperatorOptions;

namespace Roost.Cli.Sagas;

/// <summary><c>roost sagas</c>: the sagas of all tenants, to see and to steer.</summary>
internal static class SagasCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(Screen screen)
    {
        var command = new Command("sagas", "See and steer the sagas of all tenants.") { Database, Json };
        command.Add(CreateList(screen));
        command.Add(OfOne("show", "Show all that is known of a saga, with its state.", screen, static (actions, id, stop) => actions.ShowAsync(id, stop)));
        command.Add(OfOne("retry", "Let a saga go on that is parked, that waits for its next attempt, or whose job is a dead letter.", screen, static (actions, id, stop) => actions.RetryAsync(id, stop)));
        command.Add(OfOne("resume", "Take the step that a parked saga is at for done, or undone, because you have seen to that by hand, and let it go on behind it.", screen, static (actions, id, stop) => actions.ResumeAsync(id, stop)));
        return command;
    }

    private static Command CreateList(Screen screen)
    {
        var name = new Option<string?>("--name") { Description = "Of one saga only, such as orders.checkout.", HelpName = "NAME", CustomParser = Readers.Name };
        var tenant = new Option<Guid?>("--tenant") { Description = "Of one tenant only.", HelpName = "ID", CustomParser = Readers.OptionalId };
        var state = new Option<string?>("--state") { Description = $"Those that are {string.Join(", ", SagaSteering.States)}.", HelpName = "STATE", CustomParser = Readers.OneWordOf(SagaSteering.States) };
        var limit = new Option<int>("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit, CustomParser = Readers.Number(SagaSteering.MaxLimit) };
        var command = new Command("list", "List sagas that are under way, the oldest first.") { name, tenant, state, limit };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new SagasActions(new(system), screen, parsed.GetValue(Json))
            .ListAsync(parsed.GetValue(name), parsed.GetValue(tenant), parsed.GetValue(state), parsed.GetValue(limit), stop)));
        return command;
    }

    private static Command OfOne(string name, string description, Screen screen, Func<SagasActions, Guid, CancellationToken, Task> act)
    {
        var id = new Argument<Guid>("id") { Description = "The saga's id.", CustomParser = Readers.Id };
        var command = new Command(name, description) { id };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => act(new(new(system), screen, parsed.GetValue(Json)), parsed.GetValue(id), stop)));
        return command;
    }
}
