using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Hosting;

namespace Roost.Edge.OpenApi;

/// <summary>Registers one OpenAPI document for each version of the public interface.</summary>
internal static class OpenApiDocuments
{
    public static IEnumerable<string> Versions(Model.ApplicationModel model) =>
        model.Facts<EndpointsFact>().Select(fact => $"v{fact.Fact.Version}").Distinct().Order();

    public static void Add(CapabilityContext context)
    {
        foreach (var version in Versions(context.Model))
        {
            context.Services.AddOpenApi(version);
        }
    }
}
