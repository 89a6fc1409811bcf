using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Sagas;

/// <summary>Holds each version of a saga to the steps that the project's <c>sagas.txt</c> has written down of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SagaAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Catalogue.SagaNotWrittenDown, Catalogue.SagaChanged, Catalogue.UnreadableSteps, Catalogue.UnreadableSagaLine];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(KnownNames.SagaInterface) is null)
        {
            return;
        }

        var written = WrittenSagas.Read(context.Options.AdditionalFiles, context.CancellationToken);
        context.RegisterAdditionalFileAction(CheckLines);
        context.RegisterSymbolAction(CheckWhoseStepsTheyAre, SymbolKind.NamedType);

        // The body of nearly no method is of interest, and only the bodies of those that are get bound.
        context.RegisterSyntaxNodeAction(node => CheckSteps(node, written), SyntaxKind.MethodDeclaration);
    }

    private static void CheckLines(AdditionalFileAnalysisContext context)
    {
        if (WrittenSagas.IsFile(context.AdditionalFile) && context.AdditionalFile.GetText(context.CancellationToken) is { } text)
        {
            foreach (var line in text.Lines.Where(line => WrittenSagas.IsMalformed(line.ToString())))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Catalogue.UnreadableSagaLine,
                    Location.Create(context.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span)),
                    line.ToString().Trim()));
            }
        }
    }

    private static void CheckWhoseStepsTheyAre(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (SagaClass.Read(type) is { } saga && !SymbolEqualityComparer.Default.Equals(saga.Define.ContainingType.OriginalDefinition, type))
        {
            Report(context.ReportDiagnostic, type, new(type.Locations[0], $"its Define is that of '{saga.Define.ContainingType.InMessage()}'", "Write one in the class itself."));
        }
    }

    private static void CheckSteps(SyntaxNodeAnalysisContext context, WrittenSagas written)
    {
        var syntax = (MethodDeclarationSyntax)context.Node;
        if (syntax.Identifier.ValueText != "Define" || (syntax.Body is null && syntax.ExpressionBody is null) ||
            context.SemanticModel.GetDeclaredSymbol(syntax, context.CancellationToken) is not { IsStatic: true, Parameters.Length: 1 } method ||
            SagaClass.Read(method.ContainingType) is not { } saga || !saga.IsDefinedBy(method) ||
            context.SemanticModel.GetOperation(syntax, context.CancellationToken) is not IMethodBodyOperation body || IsUnfinished(body))
        {
            return;
        }

        var steps = StepReader.Read(body.BlockBody ?? body.ExpressionBody!, method.Parameters[0], out var obstacles);
        foreach (var obstacle in obstacles)
        {
            Report(context.ReportDiagnostic, saga.Type, obstacle);
        }

        if (obstacles.Count == 0 && Judge(saga, new(saga.Name, saga.Version, $"{saga.Name} v{saga.Version} {saga.State}: {steps}"), written, syntax.Identifier.GetLocation()) is { } fault)
        {
            context.ReportDiagnostic(fault);
        }
    }

    // Of code that does not compile, the compiler speaks.
    private static bool IsUnfinished(IOperation body) => body.DescendantsAndSelf().Any(operation =>
        operation is IInvalidOperation or IExpressionStatementOperation { Operation: IParameterReferenceOperation } ||
        (operation is IInvocationOperation call && call.TargetMethod.TypeArguments.Any(argument => argument.TypeKind == TypeKind.Error)));

    private static Diagnostic? Judge(SagaClass saga, WrittenSaga present, WrittenSagas written, Location where)
    {
        var before = written.Of(present.Name, present.Version);
        return before.Contains(present)
            ? null
            : before.Count == 0
            ? Diagnostic.Create(Catalogue.SagaNotWrittenDown, where, saga.Version, saga.Name, present.Line)
            : Diagnostic.Create(Catalogue.SagaChanged, where, saga.Version, saga.Name, before[before.Count - 1].Line, present.Line, written.Highest(saga.Name) + 1);
    }

    private static void Report(Action<Diagnostic> report, INamedTypeSymbol saga, Obstacle obstacle) =>
        report(Diagnostic.Create(Catalogue.UnreadableSteps, obstacle.Where, saga.InMessage(), obstacle.Reason, obstacle.Remedy));
}
