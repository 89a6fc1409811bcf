using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shop.Shapes.Tests.Edge;

/// <summary>What Shop says of itself in its OpenAPI document.</summary>
internal sealed partial record Operation(HttpMethod Method, string Path, string Module, bool NeedsToken)
{
    /// <summary>Everything that can be asked, each with an id that nothing has.</summary>
    public static async Task<IReadOnlyList<Operation>> AllAsync(Person anyone)
    {
        var document = (await anyone.GetAsync("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Body;
        return
        [
            .. from path in document.At("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Name is "get" or "post" or "put" or "patch" or "delete"
               select Of(operation.Name, path.Name, operation.Value),
        ];
    }

    public override string ToString() => $"{Method} {Path}";

    private static Operation Of(string method, string path, JsonElement operation) => new(
        new(method.ToUpperInvariant()), Parameter().Replace(path, $"{Guid.CreateVersion7()}"), operation.List("tags")[0].GetString()!, operation.TryGetProperty("security", out _));

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
