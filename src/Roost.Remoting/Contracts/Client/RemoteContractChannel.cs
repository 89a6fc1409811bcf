using System.Diagnostics;
using Roost.Contracts;
using Roost.Model;
using Roost.Operations;

namespace Roost.Remoting.Contracts.Client;

/// <summary>Calls a contract whose module is active in another host.</summary>
internal sealed class RemoteContractChannel(ModuleModel exporter, Operation caller, RemoteCaller remote) : ContractChannel
{
    public override async Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CancellationToken cancellationToken)
    {
        var call = ContractDiagnostics.Begin(method, caller, ActivityKind.Client);
        try
        {
            var result = await remote.CallAsync(exporter, method, arguments, caller.Context, cancellationToken);
            call.Completed(method.Fail is null ? null : ((IOutcome)result!).Error);
            return result;
        }
        catch (Exception exception)
        {
            call.Failed(exception);
            throw;
        }
        finally
        {
            call.Dispose();
        }
    }
}
