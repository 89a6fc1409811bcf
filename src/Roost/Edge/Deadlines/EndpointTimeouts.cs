using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Roost.Edge.Deadlines;

/// <summary>
/// How long requests may take: what the endpoint says of itself by the framework's own conventions (<c>WithRequestTimeout</c>,
/// <c>DisableRequestTimeout</c>), or <see cref="EdgeOptions.RequestTimeout"/>.
/// </summary>
public sealed class EndpointTimeouts(IOptions<EdgeOptions> edge, IOptions<RequestTimeoutOptions> policies)
{
    private static readonly RequestTimeoutPolicy Unlimited = new();
    private readonly RequestTimeoutPolicy _default = new() { Timeout = edge.Value.RequestTimeout };

    /// <summary>The time-out of an endpoint's requests; <see langword="null"/> if the endpoint has switched it off.</summary>
    public TimeSpan? Of(Endpoint? endpoint) => LimitOf(PolicyOf(endpoint));

    internal static TimeSpan? LimitOf(RequestTimeoutPolicy policy) => policy.Timeout == Timeout.InfiniteTimeSpan ? null : policy.Timeout;

    /// <summary>The time-out with what is to be answered behind it.</summary>
    internal RequestTimeoutPolicy PolicyOf(Endpoint? endpoint)
    {
        if (endpoint?.Metadata is not { } metadata)
        {
            return _default;
        }

        if (metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null)
        {
            return Unlimited;
        }

        return metadata.GetMetadata<RequestTimeoutPolicy>()
            ?? (metadata.GetMetadata<RequestTimeoutAttribute>() is { } attribute ? PolicyOf(attribute) : _default);
    }

    private RequestTimeoutPolicy PolicyOf(RequestTimeoutAttribute attribute)
    {
        if (attribute.PolicyName is not { } name)
        {
            return new() { Timeout = attribute.Timeout };
        }

        return policies.Value.Policies.TryGetValue(name, out var policy)
            ? policy
            : throw new InvalidOperationException($"No time-out policy has the name '{name}'. Add it: services.AddRequestTimeouts(options => options.AddPolicy(\"{name}\", …)).");
    }
}
