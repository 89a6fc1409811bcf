using System.CommandLine;
using Roost.Cli.Workspace;

namespace Roost.Cli.Testing;

/// <summary><c>roost test</c>: every test there is.</summary>
internal static class TestCommand
{
    public static Command Create(Screen screen)
    {
        var filters = new Argument<string[]>("filter") { Description = "Run only tests whose full name holds one of these.", Arity = ArgumentArity.ZeroOrMore };
        var project = new Option<string?>("--project") { Description = "Run only the test project of this name.", HelpName = "NAME" };
        var faults = new Option<bool>("--faults") { Description = "Break everything there is to break, which takes some hours, and run nothing else." };
        var shape = new Option<string?>("--shape") { Description = "Run the black-box suite against Shop in this topology, or in all of them without and with Redis and RabbitMQ, and run nothing else.", HelpName = "NAME" };
        var servers = new Option<bool>("--with-servers") { Description = "With --shape: let Shop use Redis and RabbitMQ, too." };
        var noBuild = new Option<bool>("--no-build") { Description = "Run what was built last." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Install what is missing without asking." };
        var command = new Command("test", "Build everything and run every test.") { filters, project, faults, shape, servers, noBuild, yes };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new TestOptions(parsed.GetValue(filters) ?? [], parsed.GetValue(project), parsed.GetValue(faults), parsed.GetValue(shape), parsed.GetValue(servers), !parsed.GetValue(noBuild), parsed.GetValue(yes));
            return new SuiteRun(Project.Find(), options, screen).RunAsync(cancellationToken);
        });
        return command;
    }
}
