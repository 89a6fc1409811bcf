using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Edge;
using Roost.Edge.Deadlines;
using Roost.Edge.Errors;
using Roost.Operations;

namespace Roost.Security.Idempotency;

/// <summary>
/// Lets a request under a key in once: answers a repetition with what was answered first, and names the operation after the key, so that one
/// which was cut off goes on where it was. Stands behind authentication, because a key belongs to a principal.
/// </summary>
internal sealed class IdempotencyMiddleware(
    RequestDelegate next, IdempotencyStore store, ClaimRelease release, EndpointTimeouts timeouts, IOptions<EdgeOptions> edge, ILogger<IdempotencyMiddleware> logger)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    // For what a request still does when its time is over: roll back, say so.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IdempotencyMetadata>() is { } metadata ? InvokeAsync(context, metadata) : next(context);

    private async Task InvokeAsync(HttpContext context, IdempotencyMetadata metadata)
    {
        var operation = context.RequestServices.GetRequiredService<Operation>();
        if (operation.Context is not { Tenant: { } tenant, Principal.Id: { } principal })
        {
            // Whoever is nobody is told so by authorization; somebody without a tenant would pass there.
            await (context.User.Identity is { IsAuthenticated: true } ? Problems.WriteAsync(context, IdempotencyErrors.Ownerless) : next(context));
            return;
        }

        var header = context.Request.Headers[Header];
        if (header.Count != 1 || header[0] is not { Length: > 0 and <= MaxLength } key || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            await Problems.WriteAsync(context, string.IsNullOrEmpty(header) ? IdempotencyErrors.Missing : IdempotencyErrors.Invalid);
            return;
        }

        var fingerprint = await Fingerprint.OfAsync(context.Request, edge.Value.MaxBodyBytes, context.RequestAborted);
        var request = new KeyedRequest(tenant, principal, key, fingerprint, metadata.Keep, LeaseOf(context.GetEndpoint()));
        var entry = await store.EnterAsync(request, context.RequestAborted);
        switch (entry.State)
        {
            case IdempotencyState.Claimed:
                operation.Identify(entry.OperationId);
                await RunAsync(context, new Claim(request, entry));
                break;
            case IdempotencyState.Answered:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                await entry.Answer!.WriteAsync(context);
                break;
            case IdempotencyState.Mismatch:
                await Problems.WriteAsync(context, IdempotencyErrors.Mismatch);
                break;
            default:
                await TryLaterAsync(context, IdempotencyErrors.InFlight);
                break;
        }
    }

    private async Task RunAsync(HttpContext context, Claim claim)
    {
        context.Features.Set(claim);
        try
        {
            await next(context);
        }
        catch (SupersededException exception) when (!context.Response.HasStarted)
        {
            Log.Superseded(logger, exception.Message);
            await TryLaterAsync(context, IdempotencyErrors.Superseded);
        }
        finally
        {
            await release.ReleaseAsync(claim);
        }
    }

    private static Task TryLaterAsync(HttpContext context, Error error)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problems.WriteAsync(context, error);
    }

    /// <summary>The endpoint's time-out and a margin. One without a time-out may be taken over after the host's.</summary>
    private TimeSpan LeaseOf(Endpoint? endpoint) => (timeouts.Of(endpoint) ?? edge.Value.RequestTimeout) + Margin;
}
