using Microsoft.CodeAnalysis;
using Roost.Generators.Contracts;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Travel;

/// <summary>The rules for a contract's interface and its methods.</summary>
internal static class ContractRules
{
    public static void Check(INamedTypeSymbol contract, Action<Diagnostic> report, ReportedPlaces reported)
    {
        if (contract.IsGenericType)
        {
            Shape(report, contract, "a generic interface is many contracts in one", "Declare an interface without type parameters for each use.");
        }

        if (contract.Interfaces.Length > 0)
        {
            Shape(report, contract, "it inherits from another interface", "Declare all of its methods in the contract itself.");
        }

        if (!Reach.IsReachable(contract))
        {
            Shape(report, contract, "generated code cannot see it", "Make it public, in its module's contracts assembly.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in contract.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method:
                    Method(method, names, report, reported);
                    break;
                case IPropertySymbol:
                    Shape(report, member, "it is a property", "Declare a method that returns a task.");
                    break;
                case IEventSymbol:
                    Shape(report, member, "it is an event of the language", "Publish an [IntegrationEvent] and let the other module handle it.");
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, IsAbstract: true }:
                    Shape(report, member, "it is static", "Declare a method of the instance.");
                    break;
            }
        }
    }

    private static void Method(IMethodSymbol method, HashSet<string> names, Action<Diagnostic> report, ReportedPlaces reported)
    {
        if (!names.Add(method.Name))
        {
            Shape(report, method, "another method has the same name", "Give each method of the contract a name of its own.");
        }

        if (method.IsGenericMethod)
        {
            Shape(report, method, "it is generic", "Name the types that travel.");
        }

        if (!ContractShape.ReturnsTask(method, out var result))
        {
            Shape(report, method, $"it returns '{method.ReturnType.InMessage()}'", $"Return {TaskOf(method.ReturnType)}.");
        }
        else if (result is not null)
        {
            new DataRules(report, reported).Check(result, $"{Name(method)} result", method.Locations[0]);
        }

        if (!ContractShape.EndsWithCancellationToken(method))
        {
            Shape(report, method, "its last parameter is not a CancellationToken", "Add 'CancellationToken cancellationToken' at the end.");
        }

        Parameters(method, report, reported);
        if (method.GetAttributes().Any(a => a.AttributeClass.Is(KnownNames.Idempotent)) && !method.Parameters.Any(CarriesOperationId))
        {
            report(Diagnostic.Create(Catalogue.NoOperationId, method.Locations[0], Name(method)));
        }
    }

    private static void Parameters(IMethodSymbol method, Action<Diagnostic> report, ReportedPlaces reported)
    {
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            if (parameter.RefKind != RefKind.None)
            {
                Shape(report, parameter, $"'{parameter.Name}' is passed by reference", "Pass it by value, and return what changes.", Name(method));
            }
            else if (i < method.Parameters.Length - 1 || !ContractShape.EndsWithCancellationToken(method))
            {
                new DataRules(report, reported).Check(parameter.Type, $"{Name(method)}({parameter.Name})", parameter.Locations[0]);
            }
        }
    }

    private static bool CarriesOperationId(IParameterSymbol parameter)
    {
        if (parameter.Name == "operationId")
        {
            return true;
        }

        for (var type = parameter.Type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (type.GetMembers("OperationId").Any(m => m is IPropertySymbol))
            {
                return true;
            }
        }

        return false;
    }

    private static string TaskOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Void } or { Name: "ValueTask", ContainingNamespace.Name: "Tasks" } and INamedTypeSymbol { Arity: 0 } => "Task",
        INamedTypeSymbol { Name: "ValueTask", TypeArguments: { Length: 1 } arguments } => $"Task<{arguments[0].InMessage()}>",
        INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments: { Length: 1 } arguments } => $"Task<IReadOnlyList<{arguments[0].InMessage()}>>, page by page if there are many",
        _ => $"Task<{type.InMessage()}>",
    };

    private static string Name(ISymbol method) => $"{method.ContainingType.Name}.{method.Name}";

    private static void Shape(Action<Diagnostic> report, ISymbol symbol, string reason, string remedy, string? name = null) => report(Diagnostic.Create(
        Catalogue.ContractShape,
        symbol.Locations[0],
        name ?? (symbol is INamedTypeSymbol ? symbol.Name : Name(symbol)),
        reason,
        remedy));
}
