using Microsoft.AspNetCore.Routing;

namespace Roost.Edge.Endpoints;

/// <summary>A fact of the application model: a module has endpoints.</summary>
/// <param name="Version">The version of the public interface that they belong to: 1 is <c>/v1</c>.</param>
/// <param name="Map">Maps them.</param>
public sealed record EndpointsFact(int Version, Action<IEndpointRouteBuilder> Map);
