using System.CommandLine;

namespace Roost.Cli.Workspace;

/// <summary>Lets several runs of one repository go on side by side.</summary>
internal static class StateOption
{
    public static Option<string?> Create() => new("--state")
    {
        Description = "Keep what belongs to this run, its database included, in this folder and not in the repository: so several can run side by side.",
        HelpName = "FOLDER",
    };

    /// <summary>What another command about the same run has to be given besides; nothing where it keeps its state in the repository.</summary>
    public static string Of(Project project) => project.Aside is { } folder ? $" --state \"{folder}\"" : "";

    public static Project Find(string? state) => Project.Find() with { Aside = state is null ? null : Path.GetFullPath(state) };
}
