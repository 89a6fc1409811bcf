using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Roost.Gateway.Forwarding;

/// <summary>
/// Sends a request to one of the hosts, and to another one if no connection came about, since then nothing was sent. What was sent once is never sent again: nobody
/// knows whether it was carried out.
/// </summary>
internal sealed class Forwarding(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        // What stands behind narrows it down to the one that is chosen.
        var untried = proxy.AvailableDestinations;
        // So far only the edge has put any on the answer. The proxy takes all of them off where a client's upload breaks.
        var ofEdge = context.Response.Headers.ToList();
        await next(context);
        while (FailureOf(context, proxy) is { } failure)
        {
            ofEdge.ForEach(header => context.Response.Headers.TryAdd(header.Key, header.Value));
            context.RequestAborted.ThrowIfCancellationRequested();
            failure.ThrowIfOfClient();
            untried = [.. untried.Where(destination => destination != proxy.ProxiedDestination)];
            if (!failure.IsUnsent || untried.Count == 0)
            {
                throw failure;
            }

            proxy.AvailableDestinations = untried;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
            await next(context);
        }
    }

    // Once the answer has begun the connection has been cut, which tells the client as much as could be told.
    private static ForwardingException? FailureOf(HttpContext context, IReverseProxyFeature proxy) =>
        !context.Response.HasStarted && context.Features.Get<IForwarderErrorFeature>() is { } error ? ForwardingException.Of(proxy.ProxiedDestination?.DestinationId, error) : null;
}
