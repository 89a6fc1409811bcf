using System.Net;
using System.Text.Json;

namespace Shop.Shapes.Tests;

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The code of the problem; <see langword="null"/> if it is none.</summary>
    public string? Code => Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true ? Body.GetProperty("code").GetString() : null;

    /// <summary>The fields that the problem says something of.</summary>
    public IReadOnlyList<string> Fields => [.. Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    public Guid Id => Body.GetProperty("id").GetGuid();

    public override string ToString() => $"{(int)Status} {Text}";

    /// <summary>Fails with what was said instead.</summary>
    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>Fails unless it is a problem as all of them are (RFC 9457), with what programs and support go by.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status, string code)
    {
        ShouldBe(status).Code.ShouldBe(code, Text);
        Body.GetProperty("status").GetInt32().ShouldBe((int)status, Text);
        Body.EnumerateObject().Select(member => member.Name).ShouldContain("title", Text);
        Body.EnumerateObject().Select(member => member.Name).ShouldContain("traceId", Text);
        return this;
    }

    /// <summary>Fails unless it says of these fields, and of no others, that they are wrong.</summary>
    public void ShouldName(params string[] fields)
    {
        ShouldBeProblem(HttpStatusCode.BadRequest, "validation.failed");
        Fields.ShouldBe(fields, ignoreOrder: true, Text);
    }
}
