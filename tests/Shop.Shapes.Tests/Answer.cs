using System.Net;
using System.Text.Json;

namespace Shop.Shapes.Tests;

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>The code of the problem; <see langword="null"/> if it is none.</summary>
    public string? Code => Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true ? Body.GetProperty("code").GetString() : null;

    public Guid Id => Body.GetProperty("id").GetGuid();

    /// <summary>Fails with what was said instead.</summary>
    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }
}
