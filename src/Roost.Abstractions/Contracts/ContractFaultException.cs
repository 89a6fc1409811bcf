namespace Roost.Contracts;

/// <summary>
/// The implementation of a contract threw, or could not be reached. It looks the same whether it ran in this process
/// or in another, so nothing may depend on the exception that caused it.
/// </summary>
public sealed class ContractFaultException(string method, Error error, Exception? cause = null)
    : Exception($"{method} faulted: {error?.Message}", cause)
{
    /// <summary>What the caller may know: <see cref="ErrorKind.Unavailable"/> if it is worth trying again later.</summary>
    public Error Error { get; } = error ?? throw new ArgumentNullException(nameof(error));

    /// <summary>The method, as <c>IContract.Method</c>.</summary>
    public string Method { get; } = method;
}
