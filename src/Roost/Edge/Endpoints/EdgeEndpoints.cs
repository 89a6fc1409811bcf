using Microsoft.AspNetCore.Routing;

namespace Roost.Edge.Endpoints;

/// <summary>The endpoints that were mapped, for those who want to look at them without serving them.</summary>
public sealed class EdgeEndpoints
{
    private IEndpointRouteBuilder? _routes;

    /// <summary>The endpoints of modules.</summary>
    public IEnumerable<RouteEndpoint> OfModules() =>
        All().OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ModuleMetadata>() is not null);

    /// <summary>All endpoints, those of the host included.</summary>
    public IEnumerable<Microsoft.AspNetCore.Http.Endpoint> All() => _routes?.DataSources.SelectMany(source => source.Endpoints) ?? [];

    internal void Set(IEndpointRouteBuilder routes) => _routes = routes;
}
