using System.Text.Json.Nodes;

namespace Shop.PaymentSandbox.Tests;

/// <summary>What an HTTP client got to see.</summary>
public sealed record Reply(int Status, string? ContentType, string Body, bool IsReplay)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The id of a charge or a refund.</summary>
    public string Id => (string)Json["id"]!;

    /// <summary>The code of a problem.</summary>
    public string? Code => (string?)Json["code"];

    public static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Contains("Idempotent-Replayed"));

    /// <summary>Checks that this is a problem as RFC 9457 has it.</summary>
    public void ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Body);
        Code.ShouldBe(code, Body);
        ContentType.ShouldBe("application/problem+json");
        ((int)Json["status"]!).ShouldBe(status);
        ((string?)Json["title"]).ShouldNotBeNullOrEmpty();
        ((string?)Json["detail"]).ShouldNotBeNullOrEmpty();
    }
}
