using System.Net;
using System.Text.Json;

namespace Shop.Tests.Matrix;

/// <summary>An answer, and what is wrong with it whatever was asked.</summary>
internal sealed record Verdict(int Status, string Text, string? Fault)
{
    public static async Task<Verdict> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new((int)answer.StatusCode, text, FaultOf(answer, text));
    }

    public override string ToString() => $"{Status} {Text}";

    private static string? FaultOf(HttpResponseMessage answer, string text)
    {
        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            return "it is a fault of the server";
        }

        if (answer.StatusCode < HttpStatusCode.BadRequest)
        {
            return null;
        }

        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return "an error is an application/problem+json";
        }

        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 }
            && problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 }
            && problem.RootElement.TryGetProperty("traceId", out var trace) && trace.GetString() is { Length: > 0 }
            && problem.RootElement.TryGetProperty("status", out var status) && status.GetInt32() == (int)answer.StatusCode
                ? null
                : "a problem has a code, a traceId, a detail and the status of its answer";
    }
}
