using Roost.Cli.Building;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up;

/// <summary>Builds Shop's programs unless nothing changed since.</summary>
internal sealed class ShopBuild(Project project, ShopPrograms programs, Screen screen)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sources = new SourceStamp(project, "up", programs.Outputs);
        var stamp = sources.Take();
        if (sources.Matches(stamp))
        {
            return;
        }

        screen.Step("Building Shop; the first time takes a minute or two");
        await Build.RunAsync(project, programs.BuildFile, cancellationToken);
        sources.Save(stamp);
        screen.Done("Shop is built");
    }
}
