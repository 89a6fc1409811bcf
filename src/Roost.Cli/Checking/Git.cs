using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Cli.Checking;

/// <summary>Asks git about a repository. What it refuses, it says why itself, and better than we could.</summary>
internal sealed class Git(string root)
{
    // What rev-parse ends with, in silence, when a name stands for nothing.
    private const int Nothing = 1;

    /// <exception cref="NoBaselineException">It is none, or none that git lets this user read.</exception>
    public async Task EnsureRepositoryAsync(string named, CancellationToken cancellationToken) =>
        await AskAsync($"There is no file '{named}', and no git repository in {root} that could have a revision of that name", cancellationToken, "rev-parse", "--git-dir");

    /// <summary>The commit that a name stands for; <see langword="null"/> if it stands for none.</summary>
    public async Task<string?> FindCommitAsync(string named, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{named}^{{commit}}");
        return answer is { Code: Nothing, Errors.Length: 0 } ? null : Checked(answer, $"'{named}' could not be looked up").Trim();
    }

    /// <summary>A file as it is in a commit; <see langword="null"/> if it has none.</summary>
    public async Task<string?> ShowAsync(string commit, string path, CancellationToken cancellationToken)
    {
        var failure = $"{path} of {commit} could not be read";
        var listed = await AskAsync(failure, cancellationToken, "ls-tree", "--name-only", commit, "--", path);
        return listed.Length == 0 ? null : await AskAsync(failure, cancellationToken, "show", $"{commit}:./{path}");
    }

    private async Task<string> AskAsync(string failure, CancellationToken cancellationToken, params string[] arguments) => Checked(await RunAsync(cancellationToken, arguments), failure);

    private static string Checked(Answer answer, string failure) => answer.Code == 0
        ? answer.Output
        : throw new NoBaselineException($"{failure}. git ended with {answer.Code} and said: {answer.Errors} Do what it says, or name a file that './roost check contracts --write' has written.");

    private async Task<Answer> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var git = Start(arguments);
        try
        {
            var output = git.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            return new(git.ExitCode, await output, (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            // It may wait for a file that does not come, or for a password.
            git.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new CliFault($"git could not be started: {e.Message}. Install it, or name a file as the baseline.", e);
        }
    }

    private sealed record Answer(int Code, string Output, string Errors);
}
