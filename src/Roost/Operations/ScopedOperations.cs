using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Roost.Operations;

internal sealed class ScopedOperations(IServiceScopeFactory scopes, TimeProvider time, ILogger<Operation> logger) : IOperations
{
    public async Task<T> RunAsync<T>(CallContext context, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var operation = scope.ServiceProvider.GetRequiredService<Operation>();
        operation.Begin(context);
        using var log = logger.BeginScope(new CallContextLogScope(context));
        await using var end = new OperationEnd(context.Deadline is { } deadline ? deadline - time.GetUtcNow() : null, time, logger, cancellationToken);
        try
        {
            var result = await work(scope.ServiceProvider, end.Token);
            await operation.CompleteAsync(result is not IOutcome { Error: not null }, end.Token);
            return result;
        }
        catch
        {
            await operation.RollbackAsync();
            throw;
        }
    }
}
