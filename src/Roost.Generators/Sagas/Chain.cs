using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Roost.Generators.Sagas;

/// <summary>Reads <c>x => x.A(…).B(…)</c>.</summary>
internal static class Chain
{
    /// <summary>The calls on a parameter, the first first, if the code is one chain of calls of that type's own methods and nothing else; otherwise where it is not.</summary>
    /// <param name="block">The body of a method or lambda.</param>
    /// <param name="parameter">The parameter that the chain begins with.</param>
    /// <param name="type">The metadata name of the type whose methods they are.</param>
    /// <param name="stranger">What does not belong to it; <see langword="null"/> if all does.</param>
    public static IReadOnlyList<IInvocationOperation> Of(IBlockOperation block, IParameterSymbol parameter, string type, out IOperation? stranger)
    {
        var calls = new Stack<IInvocationOperation>();
        var statements = block.Operations.Where(operation => !operation.IsImplicit || operation.Kind != OperationKind.Return).ToList();
        if (statements.Count != 1 || statements[0] is not IExpressionStatementOperation statement)
        {
            stranger = statements.Count == 0 ? block : statements[statements.Count > 1 ? 1 : 0];
            return [];
        }

        var current = statement.Operation;
        while (current is IInvocationOperation { Instance: { } instance } call && call.TargetMethod.ContainingType.Is(type))
        {
            calls.Push(call);
            current = instance;
        }

        stranger = calls.Count > 0 && current is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter) ? null : current;
        return [.. calls];
    }

    /// <summary>What is given for a parameter, as it was written.</summary>
    public static IOperation? Given(this IInvocationOperation call, string parameter)
    {
        var value = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IDelegateCreationOperation creation ? creation.Target : value;
    }

    public static bool IsNull(this IOperation value) => value.ConstantValue is { HasValue: true, Value: null };
}
