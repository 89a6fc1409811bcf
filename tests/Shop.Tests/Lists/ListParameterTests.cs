using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Tests.Lists;

public sealed class ListParameterTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory]
    [InlineData("cursor=bad", "cursor: is not valid")]
    [InlineData("limit=x", "limit: is not valid")]
    [InlineData("limit=0", "limit: The field limit must be between 1 and 100.")]
    [InlineData("limit=x&cursor=bad", "cursor: is not valid, limit: is not valid")]
    public async Task What_is_wrong_with_a_lists_parameters_is_said_by_name(string query, string errors)
    {
        using var client = shop.Application.CreateClient();
        client.DefaultRequestHeaders.Add("X-Tenant", shop.Acme.Slug);
        using var answer = await client.GetAsync($"/v1/products?{query}");
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)problem["code"]!).ShouldBe("validation.failed");
        string.Join(", ", problem["errors"]!.AsObject().Select(error => $"{error.Key}: {error.Value![0]}")).ShouldBe(errors);
    }
}
