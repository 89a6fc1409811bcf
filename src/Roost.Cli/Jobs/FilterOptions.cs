using System.CommandLine;
using Roost.Cli.Operators;
using Roost.Messaging.Steering;

namespace Roost.Cli.Jobs;

/// <summary>Which jobs are meant, as several commands ask.</summary>
internal sealed class FilterOptions
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 10_000;
    private readonly Option<Guid?> _tenant = new("--tenant") { Description = "Only those of this tenant, by its id, as 'roost jobs show' has it of a job.", HelpName = "ID", CustomParser = Readers.OptionalId };

    public Option<string?> Queue { get; } = new("--queue") { Description = "Only those of this queue.", HelpName = "NAME", CustomParser = Readers.Name };

    public Option<string?> Kind { get; } = new("--kind") { Description = "Only those of this kind, such as orders.tell-customer.", HelpName = "NAME", CustomParser = Readers.Name };

    public Option<int> Limit { get; } = new("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit, CustomParser = Readers.Number(MaxLimit) };

    public Command AddTo(Command command, bool withLimit)
    {
        command.Add(Queue);
        command.Add(Kind);
        command.Add(_tenant);
        if (withLimit)
        {
            command.Add(Limit);
        }

        return command;
    }

    public JobFilter Read(ParseResult parsed) => new() { Queue = parsed.GetValue(Queue), Kind = parsed.GetValue(Kind), Tenant = parsed.GetValue(_tenant) };
}
