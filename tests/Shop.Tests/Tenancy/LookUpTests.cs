using System.Net;
using Dapper;
using Roost.Postgres.Embedded;

namespace Shop.Tests.Tenancy;

public sealed class LookUpTests(FewVisitors shop) : IClassFixture<FewVisitors>
{
    [Fact]
    public async Task Whoever_makes_shops_up_is_refused_before_they_are_looked_up()
    {
        using var visitor = shop.Application.CreateClient();

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < FewVisitors.Permits + 3; guess++)
        {
            using var answer = await AskAsync(visitor, "127.0.0.2", guess);
            answers.Add(answer.StatusCode);
            answer.Headers.Contains("RateLimit").ShouldBeTrue();
            (answer.Headers.RetryAfter is not null).ShouldBe(answer.StatusCode == HttpStatusCode.TooManyRequests);
        }

        answers.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.NotFound, FewVisitors.Permits), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)]);
    }

    [Fact]
    public async Task Look_ups_that_would_wait_without_end_are_told_to_come_again()
    {
        using var visitor = shop.Application.CreateClient();
        await using var jam = await shop.Database.OpenAsync(ClusterRole.Superuser);
        await jam.ExecuteAsync("BEGIN; LOCK TABLE tenants.tenants IN ACCESS EXCLUSIVE MODE");

        // As many as may wait, and ten more, each from an address of its own.
        var asked = Enumerable.Range(0, 110).Select(guess => AskAsync(visitor, $"127.0.1.{guess}", guess)).ToList();
        var first = new List<HttpResponseMessage>();
        await foreach (var answer in Task.WhenEach(asked))
        {
            first.Add(await answer);
            if (first.Count == 10)
            {
                break;
            }
        }

        await jam.ExecuteAsync("ROLLBACK");
        var all = await Task.WhenAll(asked);

        first.Select(answer => (answer.StatusCode, answer.Headers.RetryAfter is not null)).Distinct().ShouldBe([(HttpStatusCode.ServiceUnavailable, true)]);
        (await first[0].Content.ReadAsStringAsync()).ShouldContain("tenant.look_ups_full");
        all.Count(answer => answer.StatusCode == HttpStatusCode.NotFound).ShouldBe(100);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient visitor, string address, int guess)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/products");
        request.Headers.Add("X-Tenant", $"guess-{guess}-{Guid.CreateVersion7():N}"[..30]);
        request.Headers.Add("X-Forwarded-For", address);
        return visitor.SendAsync(request);
    }
}
