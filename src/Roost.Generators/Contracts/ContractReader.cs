using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Roost.Generators.Text;
using Roost.Generators.Validation;

namespace Roost.Generators.Contracts;

/// <summary>Reads contracts from symbols.</summary>
/// <remarks>
/// A contract that breaks a rule gets no client: the analyzers report it, and code that can't compile would only bury that report.
/// </remarks>
internal static class ContractReader
{
    public static ContractModel? Read(INamedTypeSymbol contract, Compilation compilation)
    {
        var types = new TypeReader(new(compilation));
        if (contract.IsGenericType || contract.Interfaces.Length > 0 || !Reach.IsReachable(contract))
        {
            return null;
        }

        var methods = ImmutableArray.CreateBuilder<MethodModel>();
        foreach (var member in contract.GetMembers())
        {
            if (member is INamedTypeSymbol || member.IsStatic)
            {
                continue;
            }

            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || Read(method, types) is not { } model)
            {
                return null;
            }

            methods.Add(model);
        }

        types.ReadAhead();
        return methods.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count() == methods.Count
            ? new ContractModel(contract.Identity(), contract.Name, methods.ToImmutable(), types.Nodes, types.Faults)
            : null;
    }

    private static MethodModel? Read(IMethodSymbol method, TypeReader types)
    {
        if (!ContractShape.ReturnsTask(method, out var result) || !ContractShape.EndsWithCancellationToken(method) ||
            method.IsGenericMethod || method.Parameters.Any(p => p.RefKind != RefKind.None))
        {
            return null;
        }

        var parameters = method.Parameters
            .Take(method.Parameters.Length - 1)
            .Select(p => new ParameterModel(p.Type.InCode(), Names.Escape(p.Name), Member(p, types)));
        return new MethodModel(
            method.Name,
            result?.InCode(),
            method.GetAttributes().Any(a => a.AttributeClass.Is(KnownNames.Idempotent)),
            parameters.ToImmutableArray(),
            Names.Escape(method.Parameters[method.Parameters.Length - 1].Name));
    }

    private static MemberNode Member(IParameterSymbol parameter, TypeReader types) => new(
        Names.Escape(parameter.Name),
        WireName.CamelCase(parameter.Name),
        types.ReadRules(RuleReader.Find(parameter.GetAttributes()), parameter),
        types.ReadShape(parameter.Type));
}
