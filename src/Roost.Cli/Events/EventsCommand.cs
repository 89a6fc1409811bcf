using System.CommandLine;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;
using static Roost.Cli.Operators.OperatorOptions;

namespace Roost.Cli.Events;

/// <summary><c>roost events</c>: who subscribes to what, how far behind, and past events once more.</summary>
internal static class EventsCommand
{
    public static Command Create(Screen screen)
    {
        var command = new Command("events", "See subscriptions to events, and let them hear of past ones once more.") { Database, Json };
        command.Add(CreateList(screen));
        command.Add(CreateReplay(screen));
        return command;
    }

    private static Command CreateList(Screen screen)
    {
        var command = new Command("list", "List subscriptions, and how old the oldest event is that each has no job of yet.");
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new EventsActions(new EventSteering(system), screen, parsed.GetValue(Json)).ListAsync(stop)));
        return command;
    }

    private static Command CreateReplay(Screen screen)
    {
        var subscription = new Argument<string>("subscription") { Description = "Its name, as 'roost events list' has it.", CustomParser = Readers.Name };
        var from = new Option<DateTimeOffset>("--from") { Description = "Events that were published then or later, such as 2026-11-26T12:00:00Z.", HelpName = "TIME", Required = true, CustomParser = Readers.Time };
        var command = new Command("replay", "Let a subscription hear of past events once more, in their order and each as another job; new ones follow behind the last. What its handler does to the world outside, such as sending messages, it does again.") { subscription, from };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new EventsActions(new EventSteering(system), screen, parsed.GetValue(Json))
            .ReplayAsync(parsed.GetValue(subscription)!, parsed.GetValue(from), stop)));
        return command;
    }
}
