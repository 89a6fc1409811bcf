using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace Roost.Edge.OpenApi;

/// <summary>Says what the whole document is about, and how callers identify themselves.</summary>
internal sealed class DocumentDescription(IHostEnvironment environment) : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var name = environment.ApplicationName.Split('.')[0];
        document.Info = new()
        {
            Title = $"{name} API",
            Version = context.DocumentName.TrimStart('v') + ".0",
            Description = $"The public interface of {name}, {context.DocumentName}. Errors are problem documents (RFC 9457) with a stable `code`; amounts are in minor units with an ISO 4217 currency; lists go on with the `next` cursor.",
            Contact = new() { Name = $"{name} maintainers", Url = new Uri("https://github.com/roost-dev/roost") },
            License = new() { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") },
        };
        document.Servers = [new() { Url = "/", Description = "Where this document was fetched" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "JWT",
                Description = "An access token, as signing in gives one.",
            },
        };
        return Task.CompletedTask;
    }
}
