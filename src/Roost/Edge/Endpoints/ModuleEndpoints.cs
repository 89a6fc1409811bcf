using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Filters;
using Roost.Model;

namespace Roost.Edge.Endpoints;

/// <summary>Maps the endpoints of modules under their version, with what every endpoint has in the documented order.</summary>
internal static class ModuleEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, IEnumerable<ModuleModel> modules, EdgePipeline edge)
    {
        foreach (var module in modules)
        {
            foreach (var fact in module.Facts<EndpointsFact>())
            {
                var version = $"v{fact.Version}";
                var group = routes.MapGroup("/" + version)
                    .WithGroupName(version)
                    .WithTags(module.Name)
                    .WithMetadata(new ModuleMetadata(module.Name));
                group.AddEndpointFilterFactory(CommitFilter.Create);
                group.AddEndpointFilterFactory(ValidationFilter.Create);
                edge.Apply(group);
                foreach (var convention in module.Facts<EndpointConventionFact>())
                {
                    convention.Apply(group);
                }

                fact.Map(group);
            }
        }
    }
}
