using System.CommandLine;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up;

/// <summary><c>roost up</c>: Shop with everything it needs.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 8080;

    public static Command Create(Screen screen, StopSignals signals)
    {
        var fresh = new Option<bool>("--fresh") { Description = "Start over: throw away the database, mails and charges of earlier runs." };
        var port = new Option<int>("--port") { Description = "Shop's port.", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > 65535)
            {
                result.AddError("--port takes a number from 1 to 65535.");
            }
        });
        var database = new Option<string?>("--database")
        {
            Description = "Use this PostgreSQL server instead of a private one: an administrator's connection string, as postgresql://… or Host=…;Username=….",
            HelpName = "CONNECTION",
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "Install what is missing without asking." };
        var command = new Command("up", "Start Shop with its database and payment sandbox; stop with Ctrl+C.") { fresh, port, database, yes };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new UpOptions(parsed.GetValue(fresh), parsed.GetValue(port), parsed.GetValue(database), parsed.GetValue(yes));
            return new UpRun(Project.Find(), options, screen, signals).RunAsync(cancellationToken);
        });
        return command;
    }
}
