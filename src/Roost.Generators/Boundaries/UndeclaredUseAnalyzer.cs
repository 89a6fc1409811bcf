using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>Finds contracts that a module mentions and its module class does not declare.</summary>
/// <remarks>
/// Nothing is registered, and so nothing costs time, where every contract that can be seen is declared.
/// A mention in the text is found by the contract's name before anything is bound; a mention without text (<c>var</c>, a chain
/// of calls) by the types that the compiler inferred.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Catalogue.UndeclaredUse];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (RoostCompilation.Of(start.Compilation) is not { Module: { } module } roost)
            {
                return;
            }

            var declared = new HashSet<ISymbol>(module.Exports.Concat(module.Uses), SymbolEqualityComparer.Default);
            var undeclared = new UndeclaredContracts(module, roost.ReferencedContracts().Where(c => !declared.Contains(c)));
            if (!undeclared.IsEmpty)
            {
                start.RegisterSyntaxNodeAction(node => CheckName(node, undeclared), SyntaxKind.IdentifierName);
                start.RegisterOperationAction(
                    operation => CheckReceiver(operation, undeclared),
                    OperationKind.Invocation,
                    OperationKind.PropertyReference,
                    OperationKind.MethodReference);
            }
        });
    }

    private static void CheckName(SyntaxNodeAnalysisContext context, UndeclaredContracts undeclared)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (name.IsVar)
        {
            undeclared.Report(context.SemanticModel.GetTypeInfo(name, context.CancellationToken).Type, name, context.ReportDiagnostic);
        }
        else if (undeclared.MayBeNamed(name.Identifier.ValueText) && !name.IsPartOfStructuredTrivia())
        {
            var symbol = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol;
            undeclared.Report(symbol as ITypeSymbol, name, context.ReportDiagnostic);
        }
    }

    /// <summary>A call of a contract whose name stands nowhere: the receiver comes from another assembly's member, or is inferred.</summary>
    private static void CheckReceiver(OperationAnalysisContext context, UndeclaredContracts undeclared)
    {
        var receiver = context.Operation switch
        {
            IInvocationOperation invocation => invocation.Instance,
            IMemberReferenceOperation reference => reference.Instance,
            _ => null,
        };
        if (receiver?.Type is { TypeKind: TypeKind.Interface } type && undeclared.Contains(type) && IsUnnamed(receiver, context.Compilation.Assembly))
        {
            undeclared.Report(type, receiver.Syntax, context.ReportDiagnostic);
        }
    }

    private static bool IsUnnamed(IOperation receiver, IAssemblySymbol here) => receiver switch
    {
        IInvocationOperation { TargetMethod: { TypeArguments.Length: 0 } method } => !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, here),
        IMemberReferenceOperation { Member: var member } => !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, here),
        IParameterReferenceOperation { Parameter: var parameter } => parameter.DeclaringSyntaxReferences
            .Any(r => r.GetSyntax() is ParameterSyntax { Type: null }),
        IAwaitOperation { Operation: var awaited } => IsUnnamed(awaited, here),
        _ => false,
    };
}
