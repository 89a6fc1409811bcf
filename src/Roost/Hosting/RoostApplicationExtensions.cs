using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Edge.Endpoints;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>Puts Roost's edge and the modules' endpoints into an application.</summary>
public static class RoostApplicationExtensions
{
    /// <summary>Adds the edge pipeline and maps the endpoints of the active modules.</summary>
    public static TApplication UseRoost<TApplication>(this TApplication application)
        where TApplication : IApplicationBuilder, IEndpointRouteBuilder
    {
        var services = application.ServiceProvider;
        var edge = services.GetRequiredService<EdgePipeline>();
        var shape = services.GetRequiredService<HostShape>();
        edge.Build(application);
        edge.MapHost(application);
        if (shape.Is(HostRoles.Api))
        {
            ModuleEndpoints.Map(application, shape.Modules, edge);
        }

        // Here and not at start, so that tools find the endpoints without starting anything.
        application.UseEndpoints(static _ => { });
        return application;
    }
}
