using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roost;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Webhooks;

namespace Shop.Tests.Webhooks;

/// <summary>Webhook endpoints as merchants set them up.</summary>
public sealed class EndpointTests(PostgresServer server)
{
    [Fact]
    public async Task Another_shop_sees_and_changes_nothing()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, _) = await desk.CreateAsync();
        var delivery = await desk.TestAsync(endpoint);
        using var stranger = desk.CreateClient(TenantId.New(), Roles.Owner);

        List<HttpStatusCode> answers = [];
        foreach (var path in new[] { endpoint, $"{endpoint}/deliveries" })
        {
            using var shown = await stranger.GetAsync(path);
            answers.Add(shown.StatusCode);
        }

        foreach (var path in new[] { "test", "enable", "rotate-secret", $"deliveries/{delivery}/replay" })
        {
            using var done = await stranger.PostAsync($"{endpoint}/{path}", content: null);
            answers.Add(done.StatusCode);
        }

        using var deleted = await stranger.DeleteAsync(endpoint);
        answers.Add(deleted.StatusCode);

        answers.ShouldAllBe(status => status == HttpStatusCode.NotFound);
        answers.Count.ShouldBe(7);
        (await stranger.GetFromJsonAsync<JsonNode>("/v1/webhook-endpoints"))!["items"]!.AsArray().ShouldBeEmpty();
        (await desk.OutcomeAsync(endpoint)).ShouldBe("succeeded: 200");
    }

    [Fact]
    public async Task Lists_go_by_pages_newest_first()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        List<string> created = [];
        for (var count = 0; count < 3; count++)
        {
            created.Add((await desk.CreateAsync()).Path.Split('/')[^1]);
        }

        await desk.TestAsync($"/v1/webhook-endpoints/{created[0]}");
        await desk.TestAsync($"/v1/webhook-endpoints/{created[0]}");
        created.Reverse();

        (await PagesAsync(desk, "/v1/webhook-endpoints?limit=2")).ShouldBe([2, 1]);
        (await PagesAsync(desk, $"/v1/webhook-endpoints/{created[2]}/deliveries?limit=1")).ShouldBe([1, 1]);
        (await desk.Owner.GetFromJsonAsync<JsonNode>("/v1/webhook-endpoints"))!["items"]!.AsArray().Select(item => (string)item!["id"]!).ShouldBe(created);
    }

    [Fact]
    public async Task A_shop_has_so_many_and_no_more_however_many_ask_at_once()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => CreateAsync(desk, desk.Receiver.Address.AbsoluteUri)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(20);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "webhooks.too_many_endpoints");
    }

    [Theory]
    [InlineData("""{"eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"hooks.example.com","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"/hooks","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"ftp://hooks.example.com/","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"file:///etc/passwd","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://user:word@hooks.example.com/","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://user@hooks.example.com/","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://@hooks.example.com/","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://%31%32%37.0.0.1/","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://hooks.example.com/#top","eventTypes":["order.confirmed"]}""")]
    [InlineData("""{"url":"https://hooks.example.com/","eventTypes":[]}""")]
    [InlineData("""{"url":"https://hooks.example.com/","eventTypes":["order.*"]}""")]
    [InlineData("""{"url":"https://hooks.example.com/","eventTypes":["webhook.test"]}""")]
    [InlineData("""{"url":"https://hooks.example.com/","eventTypes":["order.confirmed","order.confirmed"]}""")]
    [InlineData("""{"url":"https://hooks.example.com/","eventTypes":["order.confirmed"],"secret":"whsec_AAAA"}""")]
    public async Task A_faulty_endpoint_is_refused(string body)
    {
        await using var desk = await WebhookDesk.OpenAsync(server);

        using var answer = await desk.Owner.PostAsJsonAsync("/v1/webhook-endpoints", JsonNode.Parse(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Staff_see_and_replay_and_only_the_owner_says_where_data_goes()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, _) = await desk.CreateAsync();
        using var staff = desk.CreateClient(desk.Tenant, Roles.Staff);

        using var shown = await staff.GetAsync(endpoint);
        using var tested = await staff.PostAsync($"{endpoint}/test", content: null);
        using var created = await staff.PostAsJsonAsync("/v1/webhook-endpoints", new { url = "https://hooks.example.com/", eventTypes = new[] { "order.confirmed" } });
        using var rotated = await staff.PostAsync($"{endpoint}/rotate-secret", content: null);
        using var deleted = await staff.DeleteAsync(endpoint);

        (shown.StatusCode, tested.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Accepted));
        new[] { created, rotated, deleted }.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0")]
    [InlineData("hooks.example.com")]
    public async Task A_range_that_is_none_keeps_the_host_from_starting(string range)
    {
        var start = () => new ModuleHostBuilder<WebhooksModule>(server).WithModule<PublisherModule>().With("Modules:webhooks:AllowedNetworks:0", range).StartAsync();

        var report = await start.ShouldThrowAsync<StartupException>();

        report.Faults.ShouldContain(fault => fault.What.Contains($"'{range}' is no range of addresses.", StringComparison.Ordinal), report.Message);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CreateAsync(WebhookDesk desk, string url)
    {
        using var answer = await desk.Owner.PostAsJsonAsync("/v1/webhook-endpoints", new { url, eventTypes = new[] { "order.confirmed" } });
        return (answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
    }

    private static async Task<List<int>> PagesAsync(WebhookDesk desk, string first)
    {
        List<int> pages = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await desk.Owner.GetFromJsonAsync<JsonNode>(cursor.Length == 0 ? first : $"{first}&cursor={Uri.EscapeDataString(cursor)}"))!;
            pages.Add(page["items"]!.AsArray().Count);
            cursor = (string?)page["next"];
        }

        return pages;
    }
}
