using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Roost.Generators.Text;

/// <summary>How generated code spells types and identifiers.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>As code writes it, with <c>global::</c> and nullable annotations.</summary>
    public static string InCode(this ITypeSymbol type) => type.ToDisplayString(Code);

    /// <summary>As code writes it without nullable annotations, so that one type has one name.</summary>
    public static string Identity(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>As a message writes it.</summary>
    public static string InMessage(this ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    /// <summary>An identifier that is a keyword gets its <c>@</c>.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A namespace from a project's root namespace or, lacking one, its assembly's name.</summary>
    public static string Namespace(string name)
    {
        var text = new StringBuilder();
        foreach (var part in name.Split('.'))
        {
            var identifier = new string([.. part.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')]);
            if (identifier.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(identifier[0]))
            {
                identifier = "_" + identifier;
            }

            text.Append(text.Length == 0 ? "" : ".").Append(Escape(identifier));
        }

        return text.ToString();
    }
}
