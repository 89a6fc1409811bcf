using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Shop.Shapes.Tests;

/// <summary>Somebody who uses a shop: a visitor of it, or signed in there.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClient _client;

    public Person(Uri address, string? shop = null, string? token = null)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        if (shop is not null)
        {
            _client.DefaultRequestHeaders.Add("X-Tenant", shop);
        }

        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>For what has no method of its own here.</summary>
    public HttpClient Client => _client;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PatchAsync(string path, object? body, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Patch, path, body, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>Sends a body as JSON, or as it is if it is content already.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(answer.StatusCode, answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase), text);
    }

    public void Dispose() => _client.Dispose();
}
