namespace Roost.Contracts;

/// <summary>A contract was called while the caller had a transaction open.</summary>
/// <remarks>
/// The call would commit by itself whatever becomes of the caller, and would hold the caller's locks while it runs;
/// in a host where the module lives elsewhere it could not be otherwise. So it is refused everywhere.
/// </remarks>
public sealed class ContractCallInTransactionException(string method) : InvalidOperationException(
    $"{method} was called while this operation has a transaction open. Call contracts first and write your own rows afterwards, "
    + "or commit what you wrote (Operation.CommitAsync) before the call. What must hold across modules is an event or a saga.");
