using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Bench.Checkout;

/// <summary>A customer of a running Shop, who orders one of a product.</summary>
internal sealed class Customer(HttpClient http, string product)
{
    /// <summary>Registers and signs in.</summary>
    public static async Task<Customer> SignInAsync(Uri shop, string product)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = shop, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Add("X-Tenant", "acme");
        var who = new { email = $"{Guid.CreateVersion7():N}@bench.example", password = "a long sentence for a benchmark", name = "Bench" };
        using var registered = (await http.PostAsJsonAsync("/v1/auth/register", who)).EnsureSuccessStatusCode();
        using var answer = (await http.PostAsJsonAsync("/v1/auth/login", new { who.email, who.password })).EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(http, product);
    }

    /// <summary>Orders; ends when the order is accepted.</summary>
    public async Task<Guid> OrderAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders") { Headers = { { "Idempotency-Key", $"{Guid.CreateVersion7()}" } } };
        request.Content = JsonContent.Create(new { lines = new[] { new { productId = product, quantity = 1 } }, payment = new { method = "pm_ok" } });
        using var answer = (await http.SendAsync(request)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Follows an order until it is over; comes again where the line ends, as browsers do.</summary>
    public async Task ConfirmedAsync(Guid order)
    {
        while (await FollowAsync(order) is var status)
        {
            if (status is not null)
            {
                if (status != "confirmed")
                {
                    throw new InvalidOperationException($"Order {order} is {status}.");
                }

                return;
            }
        }
    }

    /// <returns>How it ended, if that was told.</returns>
    private async Task<string?> FollowAsync(Guid order)
    {
        try
        {
            using var answer = (await http.GetAsync($"/v1/orders/{order}/events", HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
            await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
            {
                if (item.EventType == "over")
                {
                    return JsonElement.Parse(item.Data).GetProperty("status").GetString();
                }
            }
        }
        catch (HttpIOException broken)
        {
            Console.Error.WriteLine($"A stream ended early: {broken.Message}");
        }

        return null;
    }
}
