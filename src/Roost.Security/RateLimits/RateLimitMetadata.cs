using Roost.Edge.Endpoints;

namespace Roost.Security.RateLimits;

/// <summary>Says on an endpoint which limit it falls under.</summary>
/// <param name="Class">The limit.</param>
public sealed record RateLimitMetadata(RateLimitClass Class) : IEdgeMetadata;
