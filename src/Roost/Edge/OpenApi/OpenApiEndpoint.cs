using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Model;

namespace Roost.Edge.OpenApi;

/// <summary>Serves the documents at <c>/openapi/v1.json</c> and so on.</summary>
internal static class OpenApiEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/openapi/{version}.json", static async (string version, HttpContext context) =>
        {
            var model = context.RequestServices.GetRequiredService<ApplicationModel>();
            return OpenApiDocuments.Versions(model).Contains(version)
                ? Results.Bytes(await context.RequestServices.GetRequiredService<OpenApiTexts>().GetAsync(version), "application/json")
                : Results.NotFound();
        })
        .AllowAnonymous()
        .ExcludeFromDescription();
}
