using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Shop.Shapes.Tests.Imports;

/// <summary>Files of products, and what becomes of them.</summary>
internal static class Files
{
    public const string Header = "sku,name,description,price,currency\n";

    public static Task<Answer> ImportAsync(this Person staff, string file, string? key = null, string type = "text/csv") =>
        staff.PostAsync("/v1/catalog/imports", new ByteArrayContent(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } }, With.Key(key));

    /// <summary>Waits until a job is over.</summary>
    public static async Task<JsonElement> SeeOverAsync(this Person staff, Answer accepted) =>
        (await staff.SeeAsync(accepted.ShouldBe(HttpStatusCode.Accepted).Headers["Location"], answer => answer.ShouldBe(HttpStatusCode.OK).Body.TryGetProperty("endedAt", out _))).Body;

    public static string Counts(this JsonElement job) =>
        $"{job.Number("result.lines")} lines: {job.Number("result.created")} created, {job.Number("result.updated")} updated, {job.Number("result.failed")} failed";
}
