using System.CommandLine;
using Roost.Messaging.Steering;

namespace Roost.Cli.Jobs;

/// <summary>Which jobs are meant, as several commands ask.</summary>
internal sealed class FilterOptions
{
    private const int DefaultLimit = 50;
    private readonly Option<Guid?> _tenant = new("--tenant") { Description = "Only those of this tenant, by its id.", HelpName = "ID" };

    public Option<string?> Queue { get; } = new("--queue") { Description = "Only those of this queue.", HelpName = "NAME" };

    public Option<string?> Kind { get; } = new("--kind") { Description = "Only those of this kind, such as orders.tell-customer.", HelpName = "NAME" };

    public Option<int> Limit { get; } = new("--limit") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };

    public Command AddTo(Command command, bool withLimit)
    {
        command.Add(Queue);
        command.Add(Kind);
        command.Add(_tenant);
        if (withLimit)
        {
            Limit.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
                {
                    result.AddError("--limit takes a number from 1 to 10000.");
                }
            });
            command.Add(Limit);
        }

        return command;
    }

    public JobFilter Read(ParseResult parsed) => new() { Queue = parsed.GetValue(Queue), Kind = parsed.GetValue(Kind), Tenant = parsed.GetValue(_tenant) };
}
