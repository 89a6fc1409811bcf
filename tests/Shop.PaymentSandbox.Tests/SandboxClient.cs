using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.PaymentSandbox.Tests;

/// <summary>Calls the API the way any HTTP client does.</summary>
public sealed class SandboxClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Uri Address => address;

    public Task<Reply> ChargeAsync(
        string key, long amount = 1000, string method = "pm_ok", string reference = "order", bool? capture = null)
    {
        var body = new JsonObject
        {
            ["amount"] = amount,
            ["currency"] = "EUR",
            ["method"] = method,
            ["reference"] = reference,
        };
        if (capture is not null)
        {
            body["capture"] = capture;
        }

        return PostAsync("v1/charges", key, JsonContent.Create(body));
    }

    public Task<Reply> CaptureAsync(string id, string key, long? amount = null) =>
        PostAsync($"v1/charges/{id}/capture", key, AmountOrNothing(amount));

    public Task<Reply> VoidAsync(string id, string key) => PostAsync($"v1/charges/{id}/void", key, null);

    public Task<Reply> RefundAsync(string id, string key, long? amount = null) =>
        PostAsync($"v1/charges/{id}/refunds", key, AmountOrNothing(amount));

    public async Task<Reply> PostAsync(string path, string? key, HttpContent? content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }

    public async Task<Reply> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return await Reply.ReadAsync(response);
    }

    /// <summary>The charges that a key made or changed.</summary>
    public async Task<JsonArray> FindByKeyAsync(string key) =>
        (await GetAsync($"v1/charges?key={Uri.EscapeDataString(key)}")).Json["charges"]!.AsArray();

    /// <summary>Every movement of a charge's reference, as <c>type amount</c>.</summary>
    public async Task<string[]> MovementsOfAsync(string reference) =>
        [.. (await MovementsAsync()).Where(m => (string)m["reference"]! == reference).Select(m => $"{m["type"]} {m["amount"]}")];

    public async Task<JsonNode[]> MovementsAsync(string query = "") =>
        [.. (await GetAsync($"v1/statement{query}")).Json["movements"]!.AsArray().Select(m => m!)];

    public void Dispose() => _http.Dispose();

    private static JsonContent? AmountOrNothing(long? amount) =>
        amount is null ? null : JsonContent.Create(new JsonObject { ["amount"] = amount });
}
