using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Roost.Edge.Preconditions;

namespace Roost.Edge.OpenApi;

/// <summary>Lists the errors that an operation may answer with, each as a problem document.</summary>
internal sealed class OperationErrors : IOpenApiOperationTransformer
{
    private const string Media = "application/problem+json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellationToken);
        operation.Responses ??= [];
        foreach (var status in Statuses(operation, context, metadata))
        {
            var name = status.ToString(CultureInfo.InvariantCulture);
            if (!operation.Responses.ContainsKey(name))
            {
                operation.Responses[name] = new OpenApiResponse
                {
                    Description = ReasonPhrases.GetReasonPhrase(status),
                    Content = new Dictionary<string, OpenApiMediaType> { [Media] = new OpenApiMediaType { Schema = schema } },
                };
            }
        }
    }

    private static IEnumerable<int> Statuses(OpenApiOperation operation, OpenApiOperationTransformerContext context, IList<object> metadata)
    {
        var readsSomething = operation.RequestBody is not null || operation.Parameters is { Count: > 0 };
        var takesPath = context.Description.RelativePath!.Contains('{', StringComparison.Ordinal);
        if (readsSomething)
        {
            yield return 400;
        }

        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            yield return 401;
            yield return 403;
        }

        if (takesPath)
        {
            yield return 404;
        }

        if (operation.RequestBody is not null)
        {
            yield return 413;
            yield return 415;
            yield return 422;
        }

        if (context.Description.HttpMethod != "GET")
        {
            yield return 409;
        }

        if (metadata.OfType<HeaderMetadata>().Any(header => header.Name == IfMatch.Header))
        {
            yield return 412;
            yield return 428;
        }

        yield return 429;
        yield return 500;
        yield return 503;
    }
}
