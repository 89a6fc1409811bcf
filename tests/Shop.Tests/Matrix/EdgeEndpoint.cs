using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.OpenApi;
using Roost.Security.Tokens;

namespace Shop.Tests.Matrix;

/// <summary>An endpoint as it says of itself what it is, and requests for it.</summary>
internal sealed partial record EdgeEndpoint(RouteEndpoint Endpoint, string Method, AuthorizationPolicy? Policy, JsonSerializerOptions Json)
{
    public string Name => $"{Method} {Endpoint.RoutePattern.RawText}";

    public string Module => Endpoint.Metadata.GetRequiredMetadata<ModuleMetadata>().Module;

    public bool IsPublic => Policy is null;

    public bool TakesId => IdCount > 0;

    /// <summary>How many ids its path has.</summary>
    public int IdCount => Id().Count(Endpoint.RoutePattern.RawText!);

    /// <summary>Whether it takes a body of JSON. What takes another kind has tests of its own.</summary>
    public bool TakesBody => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") is true;

    public object? Example => Endpoint.Metadata.GetMetadata<ExampleMetadata>()?.Value;

    /// <summary>Whether it is the platform's, and not a shop's.</summary>
    public bool IsOperators => Policy?.Requirements.OfType<ClaimsAuthorizationRequirement>().Any(requirement => requirement.ClaimType == AccessTokenClaims.Tenant) == false;

    /// <summary>Whether somebody with one role, or with none, is let in. Operators belong to no shop, everybody else to one.</summary>
    public bool Allows(string? role) =>
        Policy is null || IsOperators == (role == Roles.Operator) && Policy.Requirements.OfType<RolesAuthorizationRequirement>().All(requirement => requirement.AllowedRoles.Contains(role));

    /// <summary>The example, to be changed for the worse.</summary>
    public JsonObject CreateBody() => JsonSerializer.SerializeToNode(Example, Json)!.AsObject();

    /// <summary>The fields that a body cannot do without, as paths: those that its type's constructor asks for.</summary>
    public IReadOnlyList<string[]> RequiredFields() => [.. Required(Example!.GetType(), CreateBody(), [])];

    /// <summary>A request that has everything that the endpoint asks for, but for a body.</summary>
    public HttpRequestMessage CreateRequest(params Guid[] ids)
    {
        var next = 0;
        var path = Id().Replace(Endpoint.RoutePattern.RawText!, _ => $"{(next < ids.Length ? ids[next++] : Guid.CreateVersion7())}");
        var request = new HttpRequestMessage(new(Method), Parameter().Replace(path, $"nobody-{Guid.CreateVersion7():N}"[..30]));
        foreach (var header in Endpoint.Metadata.GetOrderedMetadata<HeaderMetadata>().Where(header => header.IsRequired))
        {
            // A key names one request; any version may be meant.
            request.Headers.TryAddWithoutValidation(header.Name, header.Name == "If-Match" ? "*" : $"{Guid.CreateVersion7()}");
        }

        return request;
    }

    /// <summary>The same with the example as its body, if it has one.</summary>
    public HttpRequestMessage CreateWholeRequest(params Guid[] ids)
    {
        var request = CreateRequest(ids);
        request.Content = TakesBody && Example is not null ? Body(CreateBody().ToJsonString()) : null;
        return request;
    }

    public static StringContent Body(string text, string type = "application/json") => new(text, new MediaTypeHeaderValue(type));

    private static IEnumerable<string[]> Required(Type type, JsonNode? node, string[] path)
    {
        if (node is JsonArray array)
        {
            var element = type.GetInterfaces().Append(type).First(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>)).GetGenericArguments()[0];
            return Required(element, array[0], [.. path, "0"]);
        }

        return node is JsonObject ? RequiredOf(type, node, path) : [];
    }

    private static IEnumerable<string[]> RequiredOf(Type type, JsonNode node, string[] path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(one => one.GetParameters() is not [{ ParameterType: var only }] || only != type)
            .MaxBy(one => one.GetParameters().Length)!;
        foreach (var parameter in constructor.GetParameters())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            if (!parameter.HasDefaultValue)
            {
                yield return [.. path, name];
            }

            foreach (var inner in Required(parameter.ParameterType, node[name], [.. path, name]))
            {
                yield return inner;
            }
        }
    }

    [GeneratedRegex(@"\{[^}]*:guid\}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
