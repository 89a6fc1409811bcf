using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Roost.Testing.Databases;
using Shop.Webhooks;
using Shop.Webhooks.Addresses;

namespace Shop.Tests.Webhooks;

/// <summary>Where connections go, whatever names lead to.</summary>
public sealed class ConnectionTests(PostgresServer server)
{
    [Theory]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://localhost.:{0}/")]
    [InlineData("https://LOCALHOST:{0}/")]
    [InlineData("https://\u2460\u2461\u2466.0.0.1:{0}/")]
    [InlineData("https://\uff11\uff12\uff17.0.0.1:{0}/")]
    public async Task A_name_that_leads_to_this_machine_leads_nowhere(string url)
    {
        await using var desk = await WebhookDesk.OpenAsync(server, allowed: false);
        var (endpoint, _) = await desk.CreateAsync(string.Format(null, url, desk.Receiver.Address.Port));

        await desk.TestAsync(endpoint);

        // Not every system knows the odder ones at all.
        (await desk.OutcomeAsync(endpoint)).ShouldBeOneOf(url.StartsWith("https://localhost:", StringComparison.Ordinal) ? ["pending: address_refused"] : ["pending: address_refused", "pending: name_not_found"]);
        desk.Receiver.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_is_written_out_and_private_is_refused_at_once()
    {
        await using var desk = await WebhookDesk.OpenAsync(server, allowed: false);

        using var answer = await desk.Owner.PostAsJsonAsync("/v1/webhook-endpoints", new { url = "https://127.0.0.1/", eventTypes = new[] { "order.confirmed" } });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!).ShouldBe("webhooks.address_refused");
    }

    [Fact]
    public async Task A_name_is_asked_once_for_each_connection_and_checked_each_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var asked = 0;
        // Who owns the name first says what is allowed, then what is not.
        using var http = CreateClient((_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]));

        using var first = await PostAsync(http, receiver);
        var second = await Should.ThrowAsync<HttpRequestException>(() => PostAsync(http, receiver));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.InnerException.ShouldBeOfType<RefusedAddressException>();
        asked.ShouldBe(2);
        receiver.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_names_addresses_only_allowed_ones_are_tried()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var http = CreateClient((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback, IPAddress.Loopback]));

        using var answer = await PostAsync(http, receiver);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Public_addresses_are_not_spoken_to_in_plain_text()
    {
        using var http = CreateClient((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1")]));

        var refused = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("http://hooks.example.com/"));

        refused.InnerException.ShouldBeOfType<RefusedAddressException>();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, WebhookReceiver receiver)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://hooks.example.com:{receiver.Address.Port}/");
        request.Headers.ConnectionClose = true;
        return http.SendAsync(request);
    }

    private static HttpClient CreateClient(NameLookup lookUp)
    {
        var options = new WebhooksOptions { AllowedNetworks = { "127.0.0.1/32" } };
        return new(new SocketsHttpHandler { ConnectCallback = new CheckedConnections(new(Options.Create(options)), lookUp).ConnectAsync });
    }
}
