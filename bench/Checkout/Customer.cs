using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Bench.Checkout;

/// <summary>A customer of a running Shop, who orders one of a product.</summary>
internal sealed class Customer(HttpClient http, string product)
{
    /// <summary>Signs in as the demo's customer.</summary>
    public static async Task<Customer> SignInAsync(Uri shop, string product)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = shop, Timeout = TimeSpan.FromMinutes(2) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/login") { Headers = { { "X-Tenant", "acme" } } };
        request.Content = JsonContent.Create(new { email = "customer@acme.example", password = "roost-demo-only" });
        using var answer = (await http.SendAsync(request)).EnsureSuccessStatusCode();
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

    /// <summary>Follows an order until it is over.</summary>
    public async Task ConfirmedAsync(Guid order)
    {
        using var answer = (await http.GetAsync($"/v1/orders/{order}/events", HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (item.EventType == "over")
            {
                var status = JsonElement.Parse(item.Data).GetProperty("status").GetString();
                if (status != "confirmed")
                {
                    throw new InvalidOperationException($"Order {order} is {status}.");
                }

                return;
            }
        }

        throw new InvalidOperationException($"Order {order} was not followed to its end.");
    }
}
