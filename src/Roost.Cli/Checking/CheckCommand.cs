using System.CommandLine;
using Roost.Cli.Workspace;

namespace Roost.Cli.Checking;

/// <summary><c>roost check</c>: what a change must not break. It ends with 1 if it does.</summary>
internal static class CheckCommand
{
    public static Command Create(Screen screen) => new("check", "Find what a change would break.") { Contracts(screen) };

    private static Command Contracts(Screen screen)
    {
        var against = new Option<string?>("--against")
        {
            Description = $"Compare with this file, or with the {ContractsCheck.FileName} of this git revision: a branch, a tag, a commit.",
            HelpName = "BASELINE",
        };
        var write = new Option<bool>("--write") { Description = $"Write {ContractsCheck.FileName} as the application is now; compare first if --against is given, too." };
        var command = new Command("contracts", "Find what an older version, running beside this one, could not read: calls, events, jobs.") { against, write };
        command.SetAction((parsed, cancellationToken) =>
            new ContractsCheck(Project.Find(), screen).RunAsync(parsed.GetValue(against), parsed.GetValue(write), cancellationToken));
        return command;
    }
}
