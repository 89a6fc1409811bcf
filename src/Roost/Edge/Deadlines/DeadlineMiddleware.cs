using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.ObjectPool;
using Roost.Edge.Errors;

namespace Roost.Edge.Deadlines;

/// <summary>
/// Ends requests whose time is up, with 504. In the place of the framework's own, whose conventions hold here: that one makes two sources
/// and a timer for each request, which was a fifth of all that the edge costs, and takes the security headers off its answer. These sources
/// are used again, as the server uses the one behind <c>RequestAborted</c> again.
/// </summary>
internal sealed class DeadlineMiddleware(RequestDelegate next, EndpointTimeouts timeouts)
{
    private readonly ObjectPool<RequestClock> _clocks = ObjectPool.Create<RequestClock>();

    public Task InvokeAsync(HttpContext context)
    {
        var policy = timeouts.PolicyOf(context.GetEndpoint());
        // A person who looks at a stopped program is not to be hurried.
        return EndpointTimeouts.LimitOf(policy) is { } timeout && !Debugger.IsAttached ? RunAsync(context, timeout, policy) : next(context);
    }

    private async Task RunAsync(HttpContext context, TimeSpan timeout, RequestTimeoutPolicy policy)
    {
        var clock = _clocks.Get();
        var client = context.RequestAborted;
        clock.Start(timeout, client);
        context.Features.Set<IHttpRequestTimeoutFeature>(clock);
        context.RequestAborted = clock.RequestTimeoutToken;
        var isUp = false;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException exception) when (clock.RequestTimeoutToken.IsCancellationRequested && !client.IsCancellationRequested)
        {
            isUp = !context.Response.HasStarted && (policy.TimeoutStatusCode ?? (object?)policy.WriteTimeoutResponse) is not null;
            if (!isUp)
            {
                // Further out a cancellation means that the client has gone.
                throw new TimeoutException("The request was not at its end when its time was up.", exception);
            }
        }
        finally
        {
            context.RequestAborted = client;
            context.Features.Set<IHttpRequestTimeoutFeature>(null);
            await clock.StopAsync();
            _clocks.Return(clock);
        }

        if (isUp)
        {
            EdgeHeaders.KeepOnly(context.Response.Headers);
            context.Response.StatusCode = policy.TimeoutStatusCode ?? StatusCodes.Status504GatewayTimeout;
            await (policy.WriteTimeoutResponse?.Invoke(context) ?? Task.CompletedTask);
        }
    }
}
