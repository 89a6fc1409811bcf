using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Errors;
using Roost.Operations;

namespace Roost.Security.Idempotency;

/// <summary>
/// Lets a request under a key in once: answers a repetition with what was answered first, and names the operation after the key, so that one
/// which was cut off goes on where it was. Stands behind authentication, because a key belongs to a principal.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IdempotencyMetadata>() is { } metadata ? InvokeAsync(context, metadata) : next(context);

    private async Task InvokeAsync(HttpContext context, IdempotencyMetadata metadata)
    {
        var operation = context.RequestServices.GetRequiredService<Operation>();
        if (operation.Context is not { Tenant: { } tenant, Principal.Id: { } principal })
        {
            // Nobody's key; authorization says so.
            await next(context);
            return;
        }

        var header = context.Request.Headers[Header];
        if (header.Count != 1 || header[0] is not { Length: > 0 and <= MaxLength } key || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            await Problems.WriteAsync(context, IdempotencyErrors.Missing);
            return;
        }

        var fingerprint = await KeyedRequest.FingerprintAsync(context.Request, context.RequestAborted);
        var request = new KeyedRequest(tenant.Value, principal, key, fingerprint, metadata.Keep);
        if (await store.TryEnterAsync(request, context.RequestAborted) is not { } entry)
        {
            context.Response.Headers.RetryAfter = "1";
            await Problems.WriteAsync(context, IdempotencyErrors.InFlight);
            return;
        }

        try
        {
            await AnswerAsync(context, operation, request, entry);
        }
        finally
        {
            await store.LeaveAsync(request);
        }
    }

    private async Task AnswerAsync(HttpContext context, Operation operation, KeyedRequest request, IdempotencyEntry entry)
    {
        if (entry.Fingerprint is { } first && !CryptographicOperations.FixedTimeEquals(first, request.Fingerprint))
        {
            await Problems.WriteAsync(context, IdempotencyErrors.Mismatch);
        }
        else if (entry.Answer is { } answer)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
            await answer.ExecuteAsync(context);
        }
        else
        {
            operation.Identify(request.OperationId);
            context.Features.Set(request);
            await next(context);
        }
    }
}
