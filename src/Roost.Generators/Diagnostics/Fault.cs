using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Roost.Generators.Text;

namespace Roost.Generators.Diagnostics;

/// <summary>A diagnostic on its way through the incremental pipeline, which must not hold on to syntax.</summary>
internal sealed record Fault(string Id, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static Fault At(DiagnosticDescriptor rule, Location? location, params string[] arguments)
    {
        var lines = location?.GetLineSpan();
        return new(
            rule.Id,
            lines?.Path ?? "",
            location?.SourceSpan ?? default,
            lines?.Span ?? default,
            System.Collections.Immutable.ImmutableArray.Create(arguments));
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Catalogue.Find(Id),
        Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines),
        [.. Arguments]);
}
