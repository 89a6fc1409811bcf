using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Roost.Edge.Endpoints;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Topology;

namespace Roost.Edge.OpenApi;

/// <summary>One OpenAPI document for each version of the public interface, made from the endpoints themselves.</summary>
internal static class OpenApiDocuments
{
    public static IReadOnlyList<string> Versions(Model.ApplicationModel model) =>
        [.. model.Facts<EndpointsFact>().Select(fact => $"v{fact.Fact.Version}").Distinct().Order(StringComparer.Ordinal)];

    public static void Add(CapabilityContext context, Lazy<ServiceNames> image)
    {
        foreach (var version in Versions(context.Model))
        {
            context.Services.AddOpenApi(version, options => Describe(options, version));
        }

        if (!context.Shape.Is(HostRoles.Api) || context.Shape.Modules.Count < context.Model.Modules.Count)
        {
            DescribeWhole(context.Services, image);
        }

        context.Services.AddSingleton<OpenApiTexts>();
        context.Services.AddSingleton<IHostCommand, OpenApiCommand>();
        // The page matches paths with regular expressions; only requests for it pay for that.
        context.Edge.Use(EdgeStage.Errors, app => app.UseWhen(DocsPagePolicy.Concerns, docs => docs
            .UseMiddleware<DocsPagePolicy>()
            .UseSwaggerUI(page =>
            {
                page.RoutePrefix = DocsPagePolicy.Prefix;
                page.DocumentTitle = $"{context.Environment.ApplicationName}: API";
                foreach (var version in Versions(context.Model))
                {
                    page.SwaggerEndpoint($"/openapi/{version}.json", version);
                }
            })));
        context.Edge.Map(OpenApiEndpoint.Map);
        context.Edge.Map(DocsRedirect.Map);
    }

    /// <summary>Lets the documents tell of all modules of the image, and not of those alone that are active in this host.</summary>
    private static void DescribeWhole(IServiceCollection services, Lazy<ServiceNames> image)
    {
        var described = services.Where(service => service.ServiceType == typeof(IApiDescriptionProvider)).ToList();
        foreach (var provider in described)
        {
            services.Remove(provider);
            services.AddTransient(host => (IApiDescriptionProvider)ActivatorUtilities.CreateInstance(
                new CatalogueServices(host, image.Value, () => host.GetRequiredService<EndpointCatalogue>().Source), provider.ImplementationType!));
        }
    }

    private static void Describe(OpenApiOptions options, string version)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        // Endpoints of the host itself, such as health, belong to no version.
        options.ShouldInclude = description => description.GroupName == version;
        options.AddDocumentTransformer<DocumentDescription>();
        options.AddOperationTransformer<OperationDescription>();
        options.AddOperationTransformer<OperationErrors>();
    }
}
