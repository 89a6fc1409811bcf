using System.Diagnostics;
using Roost.Operations;

namespace Roost.Contracts;

/// <summary>Calls a contract whose module is active in this host.</summary>
internal sealed class LocalContractChannel(Operation caller, ContractExecution execution) : ContractChannel
{
    public override Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CancellationToken cancellationToken) =>
        execution.RunAsync(method, arguments, caller.Context, ContractDiagnostics.Begin(method, caller, ActivityKind.Internal), cancellationToken);
}
