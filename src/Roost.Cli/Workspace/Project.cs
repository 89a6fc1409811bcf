namespace Roost.Cli.Workspace;

/// <summary>The repository that the command works on.</summary>
/// <param name="Root">Where it lies.</param>
/// <param name="Aside">Where a run keeps what belongs to it, if not in the repository, where another one may run.</param>
internal sealed record Project(string Root, string? Aside = null)
{
    private const string Solution = "Roost.slnx";
    private const string RootVariable = "ROOST_ROOT";

    public string SolutionFile => Path.Combine(Root, Solution);

    /// <summary>What belongs to a run.</summary>
    public StateFolder State => Aside is null ? BuildState : new(Aside);

    /// <summary>What is known of the last build.</summary>
    public StateFolder BuildState => new(Path.Combine(Root, ".roost"));

    /// <summary>The folder that its private database is known by.</summary>
    public string ClusterKey => Aside ?? Root;

    /// <summary>The launcher's folder, or else the nearest above the current one that holds the solution.</summary>
    public static Project Find()
    {
        if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root)
        {
            return new(root);
        }

        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return new(folder.FullName);
            }
        }

        throw new CliFault($"There is no {Solution} here or above: run this inside the repository, or through its ./roost.");
    }

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);
}
