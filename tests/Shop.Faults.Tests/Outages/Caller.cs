using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Shop.Faults.Tests.Outages;

/// <summary>Somebody who has a shop's page open: asks through the gateway, waits for so long and no longer, and asks again when told to.</summary>
internal sealed class Caller(Uri shop, string who, string email, Notebook notebook) : IDisposable
{
    /// <summary>How long a request may take before Shop is to answer for itself that it took too long.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller waits for any answer.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    // Longer than a key is leased whose request died with its host, and than a host may take to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = shop, Timeout = Deadline };

    public async Task SignInAsync()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        _http.DefaultRequestHeaders.Remove("X-Tenant");
        _http.DefaultRequestHeaders.Add("X-Tenant", "acme");
        var session = await InsistAsync("sign in", HttpMethod.Post, "/v1/auth/login", new { email, password = "roost-demo-only" });
        _http.DefaultRequestHeaders.Remove("X-Tenant");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
    }

    /// <summary>Asks until it is done, always under the same key.</summary>
    public async Task<JsonElement> InsistAsync(string what, HttpMethod method, string path, object? body = null, string? key = null)
    {
        var began = Stopwatch.GetTimestamp();
        using var between = new PeriodicTimer(Between);
        while (true)
        {
            var (heard, text) = await AskAsync(began, what, method, path, body, key);
            if (heard.Verdict == Verdict.Done)
            {
                return JsonElement.Parse(text);
            }

            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"{who}: '{what}' came to nothing within {Patience.TotalMinutes:0} minutes; at last it was {heard.Kind}: {text}");
            }

            await between.WaitForNextTickAsync();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(Heard Heard, string Text)> AskAsync(long wanted, string what, HttpMethod method, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        var began = Stopwatch.GetTimestamp();
        var (kind, verdict, text) = await AnswerAsync(request);
        var heard = new Heard(who, what, kind, verdict, wanted, began, Stopwatch.GetTimestamp());
        notebook.Write(heard);
        return (heard, text);
    }

    private async Task<(string Kind, Verdict Verdict, string Text)> AnswerAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer.IsSuccessStatusCode ? (status, Verdict.Done, text)
                : CodeIn(answer, text) is { } code ? ($"{status} {code}", MeansLater(answer.StatusCode) ? Verdict.Problem : Verdict.Wrong, text)
                : ($"{status} {answer.Content.Headers.ContentType} {text}", Verdict.Wrong, text);
        }
        catch (OperationCanceledException)
        {
            return ("no answer", Verdict.Late, "");
        }
        catch (HttpRequestException exception)
        {
            return ($"connection: {exception.HttpRequestError}", Verdict.Broken, exception.Message);
        }
    }

    // What does not pass by itself nobody would ask for again, and nobody here has asked for anything that is refused.
    private static bool MeansLater(HttpStatusCode status) => status is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static string? CodeIn(HttpResponseMessage answer, string text) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonElement.Parse(text).TryGetProperty("code", out var code) ? code.GetString() : null;
}
