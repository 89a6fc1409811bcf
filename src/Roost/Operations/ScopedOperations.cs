using Microsoft.Extensions.DependencyInjection;

namespace Roost.Operations;

internal sealed class ScopedOperations(IServiceScopeFactory scopes) : IOperations
{
    public async Task<T> RunAsync<T>(CallContext context, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var operation = scope.ServiceProvider.GetRequiredService<Operation>();
        operation.Begin(context);
        var result = await work(scope.ServiceProvider, cancellationToken);
        if (result is IOutcome { Error: not null })
        {
            await operation.RollbackAsync();
        }
        else
        {
            await operation.CommitAsync(cancellationToken);
        }

        return result;
    }
}
