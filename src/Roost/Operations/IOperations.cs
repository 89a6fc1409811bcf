namespace Roost.Operations;

/// <summary>Begins operations where no request, contract call or job has: seeds, hosted services, tests.</summary>
public interface IOperations
{
    /// <summary>
    /// Runs <paramref name="work"/> in a scope of its own under <paramref name="context"/>, and commits what it wrote unless it throws.
    /// </summary>
    Task<T> RunAsync<T>(CallContext context, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default);
}
