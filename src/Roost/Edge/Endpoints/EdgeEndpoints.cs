using Microsoft.AspNetCore.Routing;

namespace Roost.Edge.Endpoints;

/// <summary>The endpoints that were mapped, for those who want to look at them without serving them.</summary>
/// <remarks>They are those that requests are matched with: putting them together costs time at start, and is done once.</remarks>
public sealed class EdgeEndpoints(EndpointDataSource source)
{
    /// <summary>The endpoints of modules that are served here.</summary>
    public IEnumerable<RouteEndpoint> OfModules() =>
        All().OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ModuleMetadata>() is not null && endpoint.Metadata.GetMetadata<ForwardedMetadata>() is null);

    /// <summary>All endpoints, those of the host included.</summary>
    public IEnumerable<Microsoft.AspNetCore.Http.Endpoint> All() => source.Endpoints;
}
