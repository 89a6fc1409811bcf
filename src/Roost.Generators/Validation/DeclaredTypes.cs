using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Roost.Generators.Validation;

/// <summary>Finds the type declarations that validation may have to do with.</summary>
internal static class DeclaredTypes
{
    /// <summary>A look at the syntax that leaves out what has no data: most services, tests and static classes.</summary>
    public static bool MayCarryRules(SyntaxNode node) =>
        node is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax && node is TypeDeclarationSyntax type &&
        !type.Modifiers.Any(SyntaxKind.StaticKeyword) &&
        (type.ParameterList is not null || type.BaseList is not null || type.AttributeLists.Count > 0 ||
         type.Members.Any(m => m is PropertyDeclarationSyntax or FieldDeclarationSyntax));

    public static TypeReading? Read(GeneratorSyntaxContext found, CancellationToken cancellationToken)
    {
        if (found.SemanticModel.GetDeclaredSymbol(found.Node, cancellationToken) is not INamedTypeSymbol type || !IsFirst(type, found.Node))
        {
            return null;
        }

        return new TypeReader(new(found.SemanticModel.Compilation)).ReadDeclared(type);
    }

    // A partial type is read once, at the first of its parts that was found worth it.
    private static bool IsFirst(INamedTypeSymbol type, SyntaxNode node) =>
        type.DeclaringSyntaxReferences.Length == 1 ||
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).First(MayCarryRules) == node;
}
