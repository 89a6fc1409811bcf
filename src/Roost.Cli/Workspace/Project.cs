namespace Roost.Cli.Workspace;

/// <summary>The repository that the command works on.</summary>
internal sealed record Project(string Root)
{
    private const string Solution = "Roost.slnx";
    private const string RootVariable = "ROOST_ROOT";

    public string SolutionFile => Path.Combine(Root, Solution);

    public StateFolder State => new(Path.Combine(Root, ".roost"));

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
