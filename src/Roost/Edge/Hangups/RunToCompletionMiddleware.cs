using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;

namespace Roost.Edge.Hangups;

/// <summary>
/// Puts the operation's deadline in the place of the client's patience, where an endpoint asks for it. Stands last of all middleware: whoever
/// hangs up while it is still being decided whether they may ask at all has begun nothing.
/// </summary>
internal sealed class RunToCompletionMiddleware(RequestDelegate next, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RunToCompletionMetadata>() is not null
            ? RunAsync(context, context.RequestServices.GetRequiredService<Operation>().Context.Deadline)
            : next(context);

    private async Task RunAsync(HttpContext context, DateTimeOffset? deadline)
    {
        var client = context.RequestAborted;
        client.ThrowIfCancellationRequested();
        using var end = new CancellationTokenSource(LeftUntil(deadline), time);
        context.RequestAborted = end.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException exception) when (end.IsCancellationRequested)
        {
            // A cancellation means that the client has gone, everywhere further out.
            throw new TimeoutException("The request was not at its end when its deadline came.", exception);
        }
        finally
        {
            context.RequestAborted = client;
        }
    }

    private TimeSpan LeftUntil(DateTimeOffset? deadline)
    {
        if (deadline is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = deadline.Value - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
