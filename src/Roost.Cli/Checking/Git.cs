using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Cli.Checking;

/// <summary>Asks git about a repository.</summary>
internal sealed class Git(string root)
{
    public async Task<bool> IsRepositoryAsync(CancellationToken cancellationToken) => await AskAsync(cancellationToken, "rev-parse", "--git-dir") is not null;

    /// <summary>The commit that a name stands for; <see langword="null"/> if it stands for none.</summary>
    public async Task<string?> FindCommitAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"))?.Trim();

    /// <summary>A file as it is in a commit; <see langword="null"/> if it has none.</summary>
    public Task<string?> ShowAsync(string commit, string path, CancellationToken cancellationToken) => AskAsync(cancellationToken, "show", $"{commit}:./{path}");

    private async Task<string?> AskAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var git = Process.Start(start)!;
            var said = git.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            await errors;
            return git.ExitCode == 0 ? await said : null;
        }
        catch (Win32Exception e)
        {
            throw new CliFault($"git could not be started: {e.Message}. Install it, or name a file as the baseline.", e);
        }
    }
}
