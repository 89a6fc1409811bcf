using Microsoft.CodeAnalysis;

namespace Roost.Generators.Contracts;

/// <summary>What a contract method looks like.</summary>
internal static class ContractShape
{
    /// <summary>Whether it returns a task; <paramref name="result"/> is what that yields, if anything.</summary>
    public static bool ReturnsTask(IMethodSymbol method, out ITypeSymbol? result)
    {
        result = method.ReturnType.Is(KnownNames.TaskOfResult) ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] : null;
        return !method.ReturnsByRef && !method.ReturnsByRefReadonly && (result is not null || method.ReturnType.Is(KnownNames.Task));
    }

    /// <summary>Whether its last parameter, and no other, is the cancellation token.</summary>
    public static bool EndsWithCancellationToken(IMethodSymbol method) =>
        method.Parameters.Length > 0 &&
        method.Parameters[method.Parameters.Length - 1].Type.Is(KnownNames.CancellationToken);
}
