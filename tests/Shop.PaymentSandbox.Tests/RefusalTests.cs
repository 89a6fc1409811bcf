using System.Net.Http.Headers;

namespace Shop.PaymentSandbox.Tests;

public sealed class RefusalTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Theory]
    [InlineData("amount", "0")]
    [InlineData("amount", "-1")]
    [InlineData("amount", "100000000")]
    [InlineData("amount", "null")]
    [InlineData("currency", "\"eur\"")]
    [InlineData("currency", "\"EURO\"")]
    [InlineData("currency", "\"ÉUR\"")]
    [InlineData("currency", "null")]
    [InlineData("method", "\"\"")]
    [InlineData("method", "null")]
    [InlineData("reference", "\"\"")]
    [InlineData("reference", "\"a\\u0000b\"")]
    [InlineData("reference", "null")]
    public async Task A_field_out_of_bounds_is_named(string field, string value)
    {
        var reply = await PostAsync(With(field, value));

        reply.ShouldBeProblem(400, "validation_failed");
        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var reply = await PostAsync("{}");

        reply.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["amount", "currency", "method", "reference"]);
    }

    [Theory]
    [InlineData("amount", "1")]
    [InlineData("amount", "99999999")]
    [InlineData("capture", "null")]
    public async Task A_field_at_its_bounds_is_taken(string field, string value) =>
        (await PostAsync(With(field, value))).Status.ShouldBe(201);

    [Fact]
    public async Task A_reference_may_hold_200_characters_and_no_more()
    {
        (await PostAsync(With("reference", $"\"{new string('ü', 200)}\""))).Status.ShouldBe(201);
        (await PostAsync(With("reference", $"\"{new string('x', 201)}\""))).ShouldBeProblem(400, "validation_failed");
    }

    [Theory]
    [InlineData("amount", "\"1000\"")]
    [InlineData("amount", "10.5")]
    [InlineData("amount", "1e400")]
    [InlineData("capture", "\"yes\"")]
    [InlineData("reference", "\"\\ud800\"")]
    [InlineData("reference", "{}")]
    [InlineData("Amount", "1")]
    [InlineData("tip", "1")]
    public async Task A_field_of_another_type_or_name_is_refused(string field, string value) =>
        (await PostAsync(With(field, value))).ShouldBeProblem(400, "malformed_request");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"charge\"")]
    [InlineData("{\"amount\":1")]
    [InlineData("{\"amount\":1,\"amount\":2,\"currency\":\"EUR\",\"method\":\"pm_ok\",\"reference\":\"r\"}")]
    [InlineData("{\"reference\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]}")]
    public async Task Rubbish_is_refused(string body) =>
        (await PostAsync(body)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task A_refund_is_checked_too()
    {
        var charge = await sandbox.Api.ChargeAsync(_key);
        var path = $"v1/charges/{charge.Id}/refunds";

        (await PostAsync("""{"amount":0}""", path)).ShouldBeProblem(400, "validation_failed");
        (await PostAsync("""{"reason":""}""", path)).ShouldBeProblem(400, "validation_failed");
        (await PostAsync("""{"total":1}""", path)).ShouldBeProblem(400, "malformed_request");
        (await PostAsync("""{"amount":0}""", $"v1/charges/{charge.Id}/capture")).ShouldBeProblem(400, "validation_failed");
        (await PostAsync("""{"amount":1}""", $"v1/charges/{charge.Id}/void")).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task An_oversized_body_is_refused_with_and_without_a_length()
    {
        var body = With("reference", $"\"{new string('x', 20_000)}\"");

        (await PostAsync(body)).ShouldBeProblem(413, "body_too_large");

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        var chunked = new ChunkedContent(stream);
        (await sandbox.Api.PostAsync("v1/charges", _key, chunked)).ShouldBeProblem(413, "body_too_large");
    }

    [Fact]
    public async Task Another_content_type_is_refused() =>
        (await sandbox.Api.PostAsync("v1/charges", _key, new StringContent("amount=1"))).ShouldBeProblem(415, "unsupported_media_type");

    [Fact]
    public async Task An_unknown_address_and_a_wrong_method_are_problems_too()
    {
        (await sandbox.Api.GetAsync("v1/nothing")).ShouldBeProblem(404, "route_not_found");
        (await sandbox.Api.PostAsync("v1/statement", _key, null)).ShouldBeProblem(405, "method_not_allowed");
    }

    private static string With(string field, string value)
    {
        var fields = new Dictionary<string, string>
        {
            ["amount"] = "1000",
            ["currency"] = "\"EUR\"",
            ["method"] = "\"pm_ok\"",
            ["reference"] = "\"order\"",
            [field] = value,
        };
        return $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}";
    }

    private Task<Reply> PostAsync(string body, string path = "v1/charges") => sandbox.Api.PostAsync(
        path, RunningSandbox.Fresh(), new StringContent(body, new MediaTypeHeaderValue("application/json")));
}
