using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Roost.Edge.Tenancy;

namespace Roost.Edge.OpenApi;

/// <summary>Completes an operation: its name, who may call it, the headers that it reads, an example of its body.</summary>
internal sealed class OperationDescription(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isPublic = metadata.OfType<IAllowAnonymous>().Any();
        operation.OperationId = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? NameOf(context);
        operation.Description ??= operation.Summary is { } summary ? $"{summary}." : null;
        if (!isPublic)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(DocumentDescription.Bearer, context.Document)] = [] }];
            operation.Description += $" For: {Audience(metadata)}.";
        }

        operation.Parameters ??= [];
        if (metadata.OfType<TenantMetadata>().Any(tenant => tenant.IsRequired))
        {
            AddHeader(operation, "X-Tenant", "The tenant; not needed with an access token, which names its own.", required: false, "acme");
        }

        foreach (var header in metadata.OfType<HeaderMetadata>())
        {
            AddHeader(operation, header.Name, header.Description, header.IsRequired, header.Example);
        }

        if (metadata.OfType<ExampleMetadata>().LastOrDefault() is { } example && operation.RequestBody?.Content is { } content)
        {
            foreach (var media in content.Values)
            {
                media.Example = JsonNode.Parse(JsonSerializer.Serialize(example.Value, json.Value.SerializerOptions));
            }
        }

        return Task.CompletedTask;
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, bool required, string example) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example,
        });

    /// <summary><c>POST v1/orders/{id:guid}/cancel</c> gives <c>postOrdersByIdCancel</c>.</summary>
    private static string NameOf(OpenApiOperationTransformerContext context)
    {
        var parts = context.Description.RelativePath!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(part => part is ['{', .. var name, '}'] ? "By" + Capitalize(name.Split(':')[0]) : string.Concat(part.Split('-').Select(Capitalize)));
        return context.Description.HttpMethod!.ToLowerInvariant() + string.Concat(parts);
    }

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Audience(IList<object> metadata) =>
        string.Join(" and ", metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct()) is { Length: > 0 } policies
            ? policies
            : "whoever is signed in";
}
