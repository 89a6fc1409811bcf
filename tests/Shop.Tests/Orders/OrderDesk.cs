using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Tests.Payments;

namespace Shop.Tests.Orders;

/// <summary>The whole Shop, and people who buy in it.</summary>
public class OrderDesk(PostgresServer server) : RunningShop(server)
{
    private HttpClient? _people;
    private CutLine? _line;

    /// <summary>The line between the shop and the payment provider.</summary>
    internal CutLine Line => _line!;

    internal Hangups Hangups { get; } = new();

    internal TenantId Tenant => AcmeId;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _people = Application.CreateClient();
        _people.Timeout = TimeSpan.FromSeconds(60);
    }

    public override async ValueTask DisposeAsync()
    {
        _people?.Dispose();
        await base.DisposeAsync();
        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected override void Adjust(TestApplicationBuilder<Program> builder)
    {
        _line = new CutLine(Sandbox.Address);
        builder.With("Modules:payments:ProviderUrl", _line.Address.AbsoluteUri).With("Modules:webhooks:AllowedNetworks:0", "127.0.0.0/8")
            .WithServices(services => services.AddSingleton<IStartupFilter>(Hangups));
    }

    /// <summary>A product with so many in stock, at 19.99.</summary>
    internal async Task<Guid> StockAsync(int quantity)
    {
        var staff = Application.MintToken(Tenant, Guid.CreateVersion7(), Roles.Staff);
        var product = await AnswerAsync(HttpMethod.Post, "/v1/products", staff, new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = 1999, currency = "EUR" } });
        product.Status.ShouldBe(HttpStatusCode.Created, product.Body.GetRawText());
        var id = product.Body.GetProperty("id").GetGuid();
        var stock = await AnswerAsync(HttpMethod.Post, $"/v1/inventory/{id}/adjustments", staff, new { delta = quantity, reason = "Delivery" }, $"{Guid.CreateVersion7()}");
        stock.Status.ShouldBe(HttpStatusCode.OK, stock.Body.GetRawText());
        return id;
    }

    /// <summary>What is in stock, as <c>available/reserved</c>.</summary>
    internal async Task<string> StockOfAsync(Guid product)
    {
        var stock = await AnswerAsync(HttpMethod.Get, $"/v1/inventory/{product}", Application.MintToken(Tenant, Guid.CreateVersion7(), Roles.Staff));
        return $"{stock.Body.GetProperty("available")}/{stock.Body.GetProperty("reserved")}";
    }

    internal string CreateCustomer() => CreatePerson(Roles.Customer);

    internal string CreatePerson(string role) => Application.MintToken(Tenant, Guid.CreateVersion7(), role);

    /// <summary>Orders, and waits until the order is over.</summary>
    internal async Task<Answer> OrderAsync(string customer, Guid product, string method = "pm_ok", int quantity = 1, string? key = null)
    {
        key ??= $"{Guid.CreateVersion7()}";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        Answer placed;
        do
        {
            // Of a thousand who come at once some may be sent away, and come again with the same order.
            placed = await PlaceAsync(customer, product, method, quantity, key);
        }
        while (placed.Status == HttpStatusCode.ServiceUnavailable && await again.WaitForNextTickAsync(patience.Token));

        placed.Status.ShouldBe(HttpStatusCode.Accepted, placed.Body.GetRawText());
        return await OverAsync(customer, placed.OrderId);
    }

    /// <summary>Follows an order until nothing will change by itself any more.</summary>
    internal async Task<Answer> OverAsync(string customer, Guid order)
    {
        var told = await FollowAsync(customer, order, "over");
        return new(HttpStatusCode.OK, $"/v1/orders/{order}", told[^1].Order);
    }

    /// <summary>Follows an order until it is told of an event, or for the last time.</summary>
    /// <param name="customer">Whose order it is.</param>
    /// <param name="order">The order.</param>
    /// <param name="until">The event.</param>
    /// <param name="begun">Is told when the first event was.</param>
    internal async Task<IReadOnlyList<(string Event, JsonElement Order)>> FollowAsync(string customer, Guid order, string until, TaskCompletionSource? begun = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/orders/{order}/events") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", customer) } };
        using var answer = await _people!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // Of a thousand who come at once some are sent away, and come again.
            return await FollowAsync(customer, order, until, begun);
        }

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var told = new List<(string Event, JsonElement Order)>();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            told.Add((item.EventType, JsonElement.Parse(item.Data)));
            begun?.TrySetResult();
            if (item.EventType == until)
            {
                break;
            }
        }

        return told;
    }

    /// <summary>Cancels an order, and waits until that is over.</summary>
    internal async Task<Answer> CancelAsync(string customer, Guid order)
    {
        var answer = await AnswerAsync(HttpMethod.Post, $"/v1/orders/{order}/cancel", customer);
        return answer.Status == HttpStatusCode.Accepted ? await OverAsync(customer, order) : answer;
    }

    internal Task<Answer> PlaceAsync(string customer, Guid product, string method = "pm_ok", int quantity = 1, string? key = null, CancellationToken cancellationToken = default) =>
        AnswerAsync(HttpMethod.Post, "/v1/orders", customer, new { lines = new[] { new { productId = product, quantity } }, payment = new { method } }, key ?? $"{Guid.CreateVersion7()}", cancellationToken);

    internal async Task<Answer> AnswerAsync(HttpMethod method, string path, string token, object? body = null, string? key = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _people!.SendAsync(request, cancellationToken);
        return new(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }
}
