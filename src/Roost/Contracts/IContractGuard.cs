using Roost.Operations;

namespace Roost.Contracts;

/// <summary>Decides whether a call may enter a contract, whichever host it comes from. A module declares it with its implementation.</summary>
public interface IContractGuard<TContract>
    where TContract : class
{
    /// <summary>The error with which the call is refused; <see langword="null"/> to let it in.</summary>
    ValueTask<Error?> CheckAsync(ContractMethod method, CallContext context, CancellationToken cancellationToken);
}
