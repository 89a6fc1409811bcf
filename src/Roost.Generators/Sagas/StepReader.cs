using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Roost.Messaging.Declaration;

namespace Roost.Generators.Sagas;

/// <summary>
/// Writes the steps of a <c>Define</c> as one line: <c>reserve+undo, [car+undo | guide+undo], confirmed&lt;payment-captured&gt;, tell!, when-undone</c>. It says what instances under way
/// depend on, and no more: how long and how often a step is tried may change at any time.
/// </summary>
internal sealed class StepReader
{
    private readonly List<Obstacle> _obstacles = [];

    private StepReader()
    {
    }

    /// <summary>The line, which counts if there are no obstacles.</summary>
    public static string Read(IBlockOperation body, IParameterSymbol definition, out IReadOnlyList<Obstacle> obstacles)
    {
        var reader = new StepReader();
        obstacles = reader._obstacles;
        var calls = Chain.Of(body, definition, KnownNames.SagaDefinition, out var stranger);
        if (stranger is not null)
        {
            reader.Refuse(stranger, "its Define is not one chain of calls", $"Write one expression, without variables, conditions and methods of your own: '{definition.Name}.Step(…).Step(…)'.");
            return "";
        }

        // What comes when all is undone comes last, wherever it is declared.
        var stages = calls.Where(call => call.TargetMethod.Name != "WhenUndone").Select(reader.Stage).ToList();
        if (calls.Count > stages.Count)
        {
            stages.Add("when-undone");
        }

        return string.Join(", ", stages);
    }

    private string Stage(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Step" or "WaitFor" => Step(call),
        "Together" => Together(call),
        _ => Refuse(call, $"'{call.TargetMethod.Name}' is no step", "Declare steps with Step, Together and WaitFor."),
    };

    private string Together(IInvocationOperation call)
    {
        if (call.Given("steps") is not IAnonymousFunctionOperation lambda)
        {
            return Refuse(call.Given("steps") ?? call, "what runs side by side is not written as a lambda", "Write 'steps => steps.Step(…).Step(…)'.");
        }

        var calls = Chain.Of(lambda.Body, lambda.Symbol.Parameters[0], KnownNames.SagaBranches, out var stranger);
        if (stranger is not null || calls.Any(branch => branch.TargetMethod.Name != "Step"))
        {
            return Refuse(stranger ?? lambda, "what runs side by side is not one chain of calls", "Write 'steps => steps.Step(…).Step(…)'.");
        }

        // Side by side there is no order; and one alone is a step like any other.
        var steps = calls.Select(Step).OrderBy(step => step, StringComparer.Ordinal).ToList();
        return steps.Count == 1 ? steps[0] : $"[{string.Join(" | ", steps)}]";
    }

    private string Step(IInvocationOperation call)
    {
        var signal = call.TargetMethod.TypeArguments.Length == 1 ? $"<{SignalName(call.TargetMethod.TypeArguments[0])}>" : "";
        return $"{Name(call)}{signal}{(HasUndo(call) ? "+undo" : "")}{(MustSucceed(call) ? "!" : "")}";
    }

    private string Name(IInvocationOperation call) => call.Given("name") switch
    {
        { ConstantValue: { HasValue: true, Value: string name } } when SagaClass.IsName(name) => name,
        { ConstantValue: { HasValue: true, Value: var other } } value => Refuse(value, $"'{other}' cannot be the name of a step", "Use lower-case letters, digits and hyphens."),
        var value => Refuse(value ?? call, "the name of a step is not a constant", "Write it as a string, or as a const."),
    };

    private bool HasUndo(IInvocationOperation call)
    {
        var undo = call.Given("undo");
        if (undo is null || undo.IsNull())
        {
            return false;
        }

        if (undo is not (IAnonymousFunctionOperation or IMethodReferenceOperation))
        {
            Refuse(undo, "only the running program knows whether a step has an undo", "Write 'undo: s => s.…', or leave it out.");
        }

        return true;
    }

    private bool MustSucceed(IInvocationOperation call)
    {
        var declare = call.Given("declare");
        if (declare is null || declare.IsNull())
        {
            return false;
        }

        IOperation? stranger = declare;
        var calls = declare is IAnonymousFunctionOperation lambda ? Chain.Of(lambda.Body, lambda.Symbol.Parameters[0], KnownNames.StepDeclaration, out stranger) : [];
        if (stranger is not null)
        {
            Refuse(stranger, "only the running program knows whether a step must succeed", "Write what is declared of it as one chain of calls: 'step => step.Attempts(3).MustSucceed()'.");
        }

        return calls.Any(said => said.TargetMethod.Name == "MustSucceed");
    }

    // As reflection calls the type, for that is what the signal is called by.
    private static string SignalName(ITypeSymbol signal) => signal is IArrayTypeSymbol array
        ? $"{SignalName(array.ElementType)}[{new string(',', array.Rank - 1)}]"
        : JobNames.Of(signal.MetadataName);

    private string Refuse(IOperation what, string reason, string remedy)
    {
        _obstacles.Add(new(what.Syntax.GetLocation(), reason, remedy));
        return "";
    }
}
