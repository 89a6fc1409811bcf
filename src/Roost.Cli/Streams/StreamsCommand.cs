using System.CommandLine;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;
using static Roost.Cli.Operators.OperatorOptions;

namespace Roost.Cli.Streams;

/// <summary><c>roost streams</c>: what follows streams, how far behind, and projections built anew.</summary>
internal static class StreamsCommand
{
    public static Command Create(Screen screen)
    {
        var command = new Command("streams", "See projections of streams, and build them anew.") { Database, Json };
        command.Add(CreateList(screen));
        command.Add(CreateRebuild(screen));
        return command;
    }

    private static Command CreateList(Screen screen)
    {
        var command = new Command("list", "List projections and subscriptions to streams, and how old the oldest event is that each has not taken in.");
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new StreamsActions(new StreamSteering(system), screen, parsed.GetValue(Json)).ListAsync(stop)));
        return command;
    }

    private static Command CreateRebuild(Screen screen)
    {
        var projection = new Argument<string>("projection") { Description = "Its name, as 'roost streams list' has it.", CustomParser = Readers.Name };
        var command = new Command("rebuild", "Build a projection anew from the first event on, beside the one that is read; it takes the other's place when it has come as far. One that is being built already begins anew.") { projection };
        command.SetAction((parsed, stop) => RunAsync(parsed, stop, system => new StreamsActions(new StreamSteering(system), screen, parsed.GetValue(Json)).RebuildAsync(parsed.GetValue(projection)!, stop)));
        return command;
    }
}
