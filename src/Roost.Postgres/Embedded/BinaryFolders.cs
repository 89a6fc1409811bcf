using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Roost.Postgres.Embedded;

/// <summary>Where PostgreSQL's programs usually lie.</summary>
internal static partial class BinaryFolders
{
    /// <summary>Each a parent, what its children are called, and where the programs lie in a child.</summary>
    private static readonly (string Parent, string Pattern, string Programs)[] Versioned =
    [
        ("/usr/lib/postgresql", "*", "bin"),
        ("/usr", "pgsql-*", "bin"),
        ("/opt/homebrew/opt", "postgresql*", "bin"),
        ("/usr/local/opt", "postgresql*", "bin"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql*", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
    ];

    public static bool HoldsServer(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    /// <summary>Lazy, so that <c>pg_config</c> is run only when nothing else served.</summary>
    public static async IAsyncEnumerable<string> Usual([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in path.Where(Path.IsPathRooted).Concat(Versioned.SelectMany(Newest)))
        {
            yield return folder;
        }

        if (path.Any(folder => File.Exists(Path.Combine(folder, "pg_config"))))
        {
            var answer = await Command.RunAsync(new("pg_config", ["--bindir"]), cancellationToken);
            if (answer.Succeeded)
            {
                yield return answer.Output.Trim();
            }
        }
    }

    private static IEnumerable<string> Newest((string Parent, string Pattern, string Programs) place) =>
        Directory.Exists(place.Parent)
            ? Directory.EnumerateDirectories(place.Parent, place.Pattern)
                .OrderByDescending(folder => double.TryParse(Digits().Match(Path.GetFileName(folder)).Value, CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, place.Programs))
            : [];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Digits();
}
