namespace Roost.Contracts;

/// <summary>A contract call failed with an error that its method's result has no room for, such as invalid arguments.</summary>
public sealed class ContractErrorException(string method, Error error)
    : Exception($"{method} failed with {error?.Code}: {error?.Message}")
{
    /// <summary>The error.</summary>
    public Error Error { get; } = error ?? throw new ArgumentNullException(nameof(error));

    /// <summary>The method, as <c>IContract.Method</c>.</summary>
    public string Method { get; } = method;
}
