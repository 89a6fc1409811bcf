using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Gateway.TestHost;

namespace Roost.Gateway.Tests;

/// <summary>What clients see of hosts that are killed, stand still, or are exchanged.</summary>
public sealed class AwayTests
{
    [Fact]
    public async Task Nobody_notices_that_one_of_two_hosts_is_killed()
    {
        await using var front = await Front.StartAsync();
        await front.Of("one").KillAsync();

        (await front.WhoAnswersAsync()).ShouldBe(["two"]);

        await front.StartAsync("one");
        await front.UntilAsync(async () => (await front.WhoAnswersAsync()).Count == 2);
    }

    [Fact]
    public async Task Without_any_host_a_client_is_told_that_nothing_was_done_and_it_works_again_when_one_is_back()
    {
        await using var front = await Front.StartAsync();
        await front.Of("one").KillAsync();
        await front.Of("two").KillAsync();

        (await CodeAsync(front, HttpMethod.Get, "/v1/echo")).ShouldBe((HttpStatusCode.ServiceUnavailable, "gateway.unreachable"));
        (await front.IsReadyAsync("gateway")).ShouldBeTrue();

        await front.StartAsync("two");
        (await front.WhoAnswersAsync()).ShouldBe(["two"]);
    }

    [Fact]
    public async Task A_request_whose_host_has_died_of_it_is_not_sent_to_another()
    {
        await using var front = await Front.StartAsync();

        (await CodeAsync(front, HttpMethod.Post, "/v1/echo/die")).ShouldBe((HttpStatusCode.ServiceUnavailable, "gateway.unanswered"));

        (await front.Client.GetFromJsonAsync<int>("/v1/echo/count")).ShouldBe(0);
    }

    [Fact]
    public async Task A_host_that_stands_still_gets_no_requests_and_its_last_ones_end_in_time()
    {
        await using var front = await Front.StartAsync(("Roost:Edge:RequestTimeout", "00:00:04"));
        front.Of("one").Stop();
        try
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await front.Client.GetAsync(new Uri("/v1/echo", UriKind.Relative))).StatusCode));
            answers.ShouldBeSubsetOf([HttpStatusCode.OK, HttpStatusCode.GatewayTimeout]);
            await front.UntilAsync(async () => (await front.WhoAnswersAsync()).SetEquals(["two"]));
        }
        finally
        {
            front.Of("one").Continue();
        }
    }

    [Fact]
    public async Task No_request_fails_while_hosts_are_exchanged_one_after_the_other()
    {
        // A host goes on for long enough to be seen going, on a busy machine as well.
        await using var front = await Front.StartAsync(("Roost:Edge:DrainDelay", "00:00:03"), ("Roost:Gateway:HealthInterval", "00:00:00.200"));
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(front, stop.Token)));

        for (var round = 0; round < 2; round++)
        {
            foreach (var host in new[] { "one", "two" })
            {
                (await front.Of(host).TerminateAsync()).ShouldBe(0);
                await front.StartAsync(host);
                await front.UntilAsync(async () => (await front.WhoAnswersAsync()).Count == 2);
            }
        }

        await stop.CancelAsync();
        var counts = await load;
        counts.Sum().ShouldBeGreaterThan(500);
    }

    /// <summary>Asks again and again, and fails with the first answer that is none.</summary>
    private static async Task<int> AskAsync(Front front, CancellationToken stop)
    {
        using var client = front.ClientOf("gateway");
        var count = 0;
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.PostAsJsonAsync("/v1/echo", new Words($"{count}"), CancellationToken.None);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"after {count}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}\n{front.Log}");
            count++;
        }

        return count;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CodeAsync(Front front, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await front.Client.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
