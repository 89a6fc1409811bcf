using System.Globalization;
using System.Text.RegularExpressions;

namespace Roost.Postgres.Embedded;

public sealed partial record PostgresBinaries
{
    /// <summary>Reads the output of <c>postgres --version</c>; null when it is something else's output.</summary>
    internal static PostgresBinaries? Parse(string folder, string output)
    {
        var match = VersionLine().Match(output);
        return match.Success
            ? new(folder, match.Groups["version"].Value, int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"^postgres \(\w[^)]*\) (?<version>(?<major>\d+)\S*)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
