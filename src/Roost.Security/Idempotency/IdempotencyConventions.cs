using Microsoft.AspNetCore.Builder;
using Roost.Edge.Endpoints;
using Roost.Edge.OpenApi;

namespace Roost.Security.Idempotency;

/// <summary>What endpoints say of repetition.</summary>
public static class IdempotencyConventions
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly HeaderMetadata Header = new(
        IdempotencyMiddleware.Header, "Names this request: the same again when it is repeated, so that it takes effect once.", IsRequired: true, "0b6f1d3c-order-1");

    /// <summary>
    /// Demands an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): the same key again, from the same principal, gives the
    /// same answer and no second effect. Missing: 400. With another request: 422. While the first is running: 409. Answers above 1 MiB are a
    /// fault (500), and nothing commits.
    /// </summary>
    /// <remarks>
    /// An answer that is not final is not recorded, and the key is free again at once: 202 (the work is not at its end), 400, 408, 425, 429 and 5xx
    /// (it was not done, or nobody knows), and exceptions. The same request again runs the handler again, under the same <c>Operation.Id</c>, and
    /// goes on where the first stopped. What was refused before the handler (authorization, binding, validation) leaves the key free for any request.
    /// Asked for on a group and on an endpoint, the innermost counts.
    /// </remarks>
    /// <param name="builder">Endpoints of a module, or a group of them. Whoever calls them is signed in to a tenant.</param>
    /// <param name="keep">How long an answer is kept. The default is 24 hours.</param>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder, TimeSpan? keep = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(keep ?? Day, TimeSpan.Zero);
        builder.Add(endpoint =>
        {
            if (!endpoint.Metadata.OfType<ModuleMetadata>().Any())
            {
                throw new InvalidOperationException(
                    $"{endpoint.DisplayName} asks for an Idempotency-Key and is no endpoint of a module, so nothing commits its answer with its work. Map it in a module's IEndpoints.");
            }

            endpoint.Metadata.Add(new IdempotencyMetadata(keep ?? Day));
            if (!endpoint.Metadata.Contains(Header))
            {
                endpoint.Metadata.Add(Header);
            }

            IdempotencyFilter.AddTo(endpoint.FilterFactories);
        });
        return builder;
    }
}
