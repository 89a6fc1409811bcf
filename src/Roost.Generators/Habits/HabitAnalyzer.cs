using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Habits;

/// <summary>Finds calls that work at a desk and fail in production: the machine's clock, random ids, threads that wait.</summary>
/// <remarks>Every identifier is looked at, so only its text is, until that is one of a few words.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HabitAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "Now", "UtcNow", "Today", "NewGuid", "Sleep", "Result", "Wait", "WaitAll", "WaitAny", "GetResult",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Catalogue.WallClock, Catalogue.RandomGuid, Catalogue.ThreadSleep, Catalogue.SyncOverAsync];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.IdentifierName);
    }

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (!Words.Contains(name.Identifier.ValueText) || name.IsPartOfStructuredTrivia())
        {
            return;
        }

        var symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol;
        if (symbol is not (IMethodSymbol or IPropertySymbol) || Rule(symbol) is not { } rule || IsOnlyNamed(name))
        {
            return;
        }

        // The whole of 'DateTime.Now', where it is written so.
        SyntaxNode where = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        var location = rule.Id == Catalogue.SyncOverAsync.Id ? name.GetLocation() : where.GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(rule, location, $"{symbol.ContainingType.Name}.{symbol.Name}"));
    }

    private static DiagnosticDescriptor? Rule(ISymbol symbol) => symbol.ContainingType switch
    {
        { SpecialType: SpecialType.System_DateTime } => Catalogue.WallClock,
        var type when type.Is("System.DateTimeOffset") => Catalogue.WallClock,
        var type when type.Is("System.Guid") => Catalogue.RandomGuid,
        var type when type.Is("System.Threading.Thread") => Catalogue.ThreadSleep,
        var type when type.Is(KnownNames.Task) || type.Is(KnownNames.TaskOfResult) || type.Is("System.Threading.Tasks.ValueTask`1") => Catalogue.SyncOverAsync,
        { } type when IsAwaiter(type) => Catalogue.SyncOverAsync,
        _ => null,
    };

    private static bool IsAwaiter(INamedTypeSymbol type) =>
        type.Name is "TaskAwaiter" or "ConfiguredTaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredValueTaskAwaiter" &&
        type.ContainingNamespace.ToDisplayString() == "System.Runtime.CompilerServices";

    private static bool IsOnlyNamed(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
