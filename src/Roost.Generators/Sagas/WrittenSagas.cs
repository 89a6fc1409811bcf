using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Roost.Generators.Sagas;

/// <summary>What a project has written down of its sagas.</summary>
/// <remarks>A line that no class answers to any more is left alone: a version may go when none of its instances is left. Two lines of one version may be those of two modules.</remarks>
internal sealed class WrittenSagas
{
    private const string FileName = "sagas.txt";
    private const string Step = @"[a-z0-9-]+(<[^<>\s]+>)?(\+undo)?!?";
    private const string Stage = $@"({Step}|\[{Step}( \| {Step})+\])";

    private static readonly Regex Form = new($@"^(?<name>\S+) v(?<version>[1-9][0-9]{{0,8}}) [^:]+: {Stage}(, {Stage})*$", RegexOptions.CultureInvariant);

    private readonly ILookup<string, WrittenSaga> _sagas;

    private WrittenSagas(ILookup<string, WrittenSaga> sagas) => _sagas = sagas;

    public static bool IsFile(AdditionalText file) => Path.GetFileName(file.Path) == FileName;

    public static bool IsMalformed(string line) => Says(line) && Parse(line) is null;

    public static WrittenSagas Read(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken) => new(files
        .Where(IsFile)
        .SelectMany(file => file.GetText(cancellationToken)?.Lines.Select(line => Parse(line.ToString())) ?? [])
        .OfType<WrittenSaga>()
        .ToLookup(saga => saga.Name, StringComparer.Ordinal));

    /// <summary>What is written down of a version, in the order of the file.</summary>
    public IReadOnlyList<WrittenSaga> Of(string name, int version) => [.. _sagas[name].Where(saga => saga.Version == version)];

    /// <summary>The highest version of those written down.</summary>
    public int Highest(string name) => _sagas[name].Max(saga => saga.Version);

    private static bool Says(string line) => line.Trim() is { Length: > 0 } text && text[0] != '#';

    private static WrittenSaga? Parse(string line) => Says(line) && Form.Match(line.Trim()) is { Success: true } match
        ? new(match.Groups["name"].Value, int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture), match.Value)
        : null;
}
