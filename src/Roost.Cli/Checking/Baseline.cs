using Roost.Cli.Workspace;

namespace Roost.Cli.Checking;

/// <summary>That with which the application is compared.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Called">What the user calls it.</param>
/// <param name="IsOurs">Whether it was taken out of git for this run, and goes with it.</param>
internal sealed record Baseline(string File, string Called, bool IsOurs) : IDisposable
{
    /// <summary>A file, or else what a revision of the repository holds.</summary>
    /// <exception cref="NoBaselineException">There is neither.</exception>
    public static async Task<Baseline> FindAsync(Project project, string named, string path, CancellationToken cancellationToken)
    {
        if (System.IO.File.Exists(named))
        {
            return new(Path.GetFullPath(named), named, IsOurs: false);
        }

        var git = new Git(project.Root);
        await git.EnsureRepositoryAsync(named, cancellationToken);
        if (await git.FindCommitAsync(named, cancellationToken) is not { } commit)
        {
            throw new NoBaselineException($"There is neither a file nor a git revision '{named}'. Name a file, a branch, a tag or a commit; 'git fetch --tags' brings what only the server has.");
        }

        var text = await git.ShowAsync(commit, path, cancellationToken)
            ?? throw new NoBaselineException($"The revision '{named}' ({commit[..9]}) has no {path}. It is older than that file, or moved it: name a newer one, or a file that './roost check contracts --write' has written.");
        var file = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(file, text, cancellationToken);
        return new(file, $"{named} ({commit[..9]})", IsOurs: true);
    }

    public void Dispose()
    {
        if (IsOurs)
        {
            System.IO.File.Delete(File);
        }
    }
}
