using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Roost.Model;

namespace Roost.Edge.Endpoints;

/// <summary>
/// The endpoints of all modules of the image, as the application model has them, whatever this host activates: for those who describe them or send requests on to them.
/// None of them is served from here.
/// </summary>
public sealed class EndpointCatalogue
{
    private readonly Lazy<EndpointDataSource> _source;

    internal EndpointCatalogue(IServiceProvider services, ApplicationModel model, EdgePipeline edge, Lazy<ServiceNames> known)
    {
        _source = new(() =>
        {
            var routes = new Routes(new CatalogueServices(services, known.Value));
            ModuleEndpoints.Map(routes, model.Modules, edge);
            return new CompositeEndpointDataSource(routes.DataSources);
        });
    }

    /// <summary>The endpoints, made when they are asked for first.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => Source.Endpoints.OfType<RouteEndpoint>();

    internal EndpointDataSource Source => _source.Value;

    /// <summary>Takes what modules map, and serves nothing.</summary>
    private sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
