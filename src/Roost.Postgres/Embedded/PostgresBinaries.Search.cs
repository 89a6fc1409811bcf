using System.ComponentModel;

namespace Roost.Postgres.Embedded;

public sealed partial record PostgresBinaries
{
    private const string HowToInstall =
        "Install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql@17) "
        + $"or set {FolderVariable} to the folder that holds its programs.";

    /// <summary>
    /// Finds the binaries: the folder named by <see cref="FolderVariable"/> alone, or else the first that serves of PATH, the
    /// folders of Debian, Red Hat, Homebrew and Postgres.app (newest first), and the one <c>pg_config</c> names.
    /// </summary>
    /// <param name="preferredMajor">The major version to take if it is there, e.g. the data folder's.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="EmbeddedClusterException">None serve: missing, too old or not executable.</exception>
    public static Task<PostgresBinaries> FindAsync(int? preferredMajor = null, CancellationToken cancellationToken = default) =>
        FindAsync(null, preferredMajor, cancellationToken);

    internal static async Task<PostgresBinaries> FindAsync(string? folder, int? preferredMajor, CancellationToken cancellationToken)
    {
        var named = folder ?? Environment.GetEnvironmentVariable(FolderVariable);
        var user = await ServerUser.ResolveAsync(cancellationToken);
        var folders = string.IsNullOrEmpty(named) ? BinaryFolders.Usual(cancellationToken) : new[] { Path.GetFullPath(named) }.ToAsyncEnumerable();
        return await ChooseAsync(folders, user, preferredMajor, cancellationToken);
    }

    internal static async Task<PostgresBinaries> ChooseAsync(
        IAsyncEnumerable<string> folders, ServerUser user, int? preferredMajor, CancellationToken cancellationToken)
    {
        PostgresBinaries? serving = null, old = null;
        EmbeddedClusterException? notExecutable = null;
        await foreach (var folder in folders.Distinct().Where(BinaryFolders.HoldsServer).WithCancellation(cancellationToken))
        {
            PostgresBinaries? found;
            try
            {
                found = await ProbeAsync(folder, user, cancellationToken);
            }
            catch (EmbeddedClusterException e)
            {
                notExecutable ??= e;
                continue;
            }

            if (found.Major < OldestMajor)
            {
                old ??= found;
                continue;
            }

            if (preferredMajor is null || found.Major == preferredMajor)
            {
                return found;
            }

            serving ??= found;
        }

        return serving ?? throw (old, notExecutable) switch
        {
            ({ } tooOld, _) => new EmbeddedClusterException(
                ClusterFault.ServerTooOld,
                $"PostgreSQL {tooOld.Version} in {tooOld.Folder} is too old, {OldestMajor} or newer is needed. {HowToInstall}"),
            (_, { } fault) => fault,
            _ => new EmbeddedClusterException(ClusterFault.BinariesMissing, $"PostgreSQL {OldestMajor} or newer was not found. {HowToInstall}"),
        };
    }

    private static async Task<PostgresBinaries> ProbeAsync(string folder, ServerUser user, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "postgres");
        string output;
        try
        {
            output = (await Command.RunAsync(user.Start(program, "--version"), cancellationToken)).Output;
        }
        catch (Win32Exception e)
        {
            output = e.Message;
        }

        return Parse(folder, output) ?? throw new EmbeddedClusterException(
            ClusterFault.NotExecutable,
            $"{program} can't be executed by {user.Description}: {output.Trim()}. Mend its permissions, or set {FolderVariable} to another folder.");
    }
}
