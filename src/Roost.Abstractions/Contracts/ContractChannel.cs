namespace Roost.Contracts;

/// <summary>
/// The way from a caller to the implementation of a contract: a direct call where the module lives in the same host,
/// a request to another host where it does not. Generated clients speak to this class and know no more.
/// </summary>
public abstract class ContractChannel
{
    /// <summary>Calls a method and returns when its unit of work has committed.</summary>
    public abstract Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CancellationToken cancellationToken)
        where TContract : class
        where TArguments : struct;
}
