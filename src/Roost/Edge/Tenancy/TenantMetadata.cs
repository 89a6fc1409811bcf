using Roost.Edge.Endpoints;

namespace Roost.Edge.Tenancy;

/// <summary>An endpoint that cannot do without a tenant, or one that has none.</summary>
/// <param name="IsRequired">Whether a request without a tenant is refused before it reaches the endpoint.</param>
public sealed record TenantMetadata(bool IsRequired) : IEdgeMetadata;
