using Roost.Contracts;

namespace Roost.Generators.Tests.Contracts;

/// <summary>Writes down the calls that a client makes, and answers them with the target's own results.</summary>
internal sealed class RecordingChannel(object target) : ContractChannel
{
    public List<(ContractMethod Method, object Arguments, CancellationToken CancellationToken)> Calls { get; } = [];

    public override Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CancellationToken cancellationToken)
    {
        Calls.Add((method, arguments, cancellationToken));
        return method.Invoke((TContract)target, arguments, cancellationToken);
    }
}
