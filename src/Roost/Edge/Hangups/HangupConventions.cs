using Microsoft.AspNetCore.Builder;

namespace Roost.Edge.Hangups;

/// <summary>What endpoints say of clients that do not wait for the answer.</summary>
public static class HangupConventions
{
    /// <summary>
    /// Lets a request that has reached its endpoint go on when the client hangs up: only <see cref="Operations.CallContext.Deadline"/> ends it, with 504.
    /// For endpoints that take several steps which belong together and cannot be undone as one, such as those that move money.
    /// </summary>
    /// <remarks>
    /// <c>HttpContext.RequestAborted</c>, and with it the handler's <see cref="CancellationToken"/>, is then the deadline's. So the answer to a
    /// request under an <c>Idempotency-Key</c> is recorded even if nobody has waited for it. Elsewhere work that nobody waits for is given up.
    /// </remarks>
    public static TBuilder RunToCompletion<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RunToCompletionMetadata());
}
