using Microsoft.AspNetCore.Builder;

namespace Roost.Edge.OpenApi;

/// <summary>What endpoints say of themselves in the OpenAPI document, beyond ASP.NET Core's own <c>WithSummary</c> and <c>WithDescription</c>.</summary>
public static class OpenApiConventions
{
    /// <summary>Shows an example of the request body.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, object body)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ExampleMetadata(body));
}
