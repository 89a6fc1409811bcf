using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Roost.Gateway.TestHost;

namespace Roost.Gateway.Tests;

/// <summary>What goes through a gateway, and what does not.</summary>
public sealed class ForwardingTests(QuietFront quiet) : IClassFixture<QuietFront>
{
    private static readonly string[] Forged = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "roost-call", "Roost-Outcome"];
    private readonly Front _front = quiet.Front;

    [Fact]
    public Task Hosts_that_have_a_module_take_turns() => _front.UntilAsync(async () => (await _front.WhoAnswersAsync()).SetEquals(["one", "two"]));

    [Fact]
    public async Task What_clients_say_of_the_way_they_came_is_not_believed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/echo");
        foreach (var name in Forged)
        {
            request.Headers.TryAddWithoutValidation(name, "6.6.6.6");
        }

        var seen = await SeenAsync(request);

        seen.Client.ShouldBe("127.0.0.1");
        seen.Headers.Values.ShouldNotContain(value => value.Contains("6.6.6.6", StringComparison.Ordinal));
        seen.Headers.Keys.ShouldNotContain(name => name.StartsWith("roost-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Both_edges_use_the_name_that_the_client_gave_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/echo") { Headers = { { "X-Correlation-ID", "order-66" } } };
        using var answer = await _front.Client.SendAsync(request);

        answer.Headers.GetValues("X-Correlation-ID").ShouldBe(["order-66"]);
        (await answer.Content.ReadFromJsonAsync<Seen>(JsonSerializerOptions.Web))!.Headers["X-Correlation-ID"].ShouldBe("order-66");
    }

    [Theory]
    [InlineData("Content-Security-Policy")]
    [InlineData("X-Content-Type-Options")]
    [InlineData("X-Frame-Options")]
    [InlineData("Strict-Transport-Security")]
    [InlineData("X-Correlation-ID")]
    public async Task A_header_of_the_edge_is_there_once(string name)
    {
        using var answer = await _front.Client.GetAsync(new Uri("/v1/echo", UriKind.Relative));

        answer.Headers.GetValues(name).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("GET", "/v1/nowhere", 404, "route.unknown")]
    [InlineData("GET", "/v1/echo/seven", 404, "route.unknown")]
    [InlineData("DELETE", "/v1/echo", 405, "route.method_not_allowed")]
    [InlineData("GET", "/contracts/echo/IEcho/SayAsync", 404, "route.unknown")]
    public async Task What_no_module_has_is_told_at_the_gateway(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await _front.Client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var answer = await _front.Client.PostAsJsonAsync("/v1/echo", new Words(new string('x', 1 << 20)));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_that_turns_out_to_be_too_large_is_refused_with_all_that_the_edge_says()
    {
        // Its length is not said beforehand, so that it is on its way to the host when it is cut off; by little, since a refusal that comes before all was sent may never be heard of.
        using var content = new StreamContent(new MemoryStream(new byte[(1 << 20) + 1])) { Headers = { ContentType = new("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/echo") { Content = content, Headers = { TransferEncodingChunked = true } };
        using var answer = await _front.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        foreach (var name in new[] { "X-Correlation-ID", "X-Content-Type-Options", "Content-Security-Policy" })
        {
            answer.Headers.GetValues(name).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task An_event_of_a_stream_is_there_before_the_stream_ends()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await _front.Client.GetAsync(new Uri("/v1/echo/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));

        (await reader.ReadLineAsync(patience.Token)).ShouldBe("data: first");
    }

    [Fact]
    public async Task A_web_socket_goes_both_ways()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_front.Address.Port}/v1/echo/socket"), patience.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, patience.Token);

        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    [Fact]
    public async Task The_gateways_document_is_that_of_a_host_with_all_modules()
    {
        using var host = _front.ClientOf("one");

        (await _front.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).ShouldBe(await host.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
    }

    private async Task<Seen> SeenAsync(HttpRequestMessage request)
    {
        using var answer = await _front.Client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<Seen>(JsonSerializerOptions.Web))!;
    }
}
