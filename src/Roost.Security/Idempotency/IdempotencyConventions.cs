using Microsoft.AspNetCore.Builder;
using Roost.Edge.OpenApi;

namespace Roost.Security.Idempotency;

/// <summary>What endpoints say of repetition.</summary>
public static class IdempotencyConventions
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// Demands an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): the same key again, from the same principal, gives the
    /// same answer and no second effect. Missing: 400. With another request: 422. While the first is running: 409.
    /// </summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="keep">How long an answer is kept. The default is 24 hours.</param>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder, TimeSpan? keep = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(new IdempotencyMetadata(keep ?? Day));
            endpoint.Metadata.Add(new HeaderMetadata(
                IdempotencyMiddleware.Header, "Names this request: the same again when it is repeated, so that it takes effect once.", IsRequired: true, "0b6f1d3c-order-1"));
            // Right behind the commit, which the kernel has put first, so that the answer is recorded as validation and all filters left it.
            endpoint.FilterFactories.Insert(1, IdempotencyFilter.Create);
        });
        return builder;
    }
}
