using System.Net;

namespace Roost.Remoting.Tests.Calls;

public sealed class MetricsTests
{
    [Fact]
    public async Task What_is_sent_repeated_refused_and_broken_can_be_seen()
    {
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner);
        partner.AnswerWith(200, 503, 200, 500);
        using var first = await host.GetAsync();
        using var repeated = await host.GetAsync();
        // With the two answers and the one failure before them these are ten.
        await host.BreakAsync(failures: 7);
        await Should.ThrowAsync<Remoting.Calls.CallRefusedException>(host.PostAsync);
        using var http = new HttpClient { BaseAddress = host.Address };

        using var answer = await http.GetAsync("/metrics");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var series = (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("roost_calls_", StringComparison.Ordinal) && line.Contains("\"partner\"", StringComparison.Ordinal)).ToList();
        string[] expected =
        [
            "roost_calls_attempts_total{", "roost_calls_retries_total{", "roost_calls_refused_total{", "roost_calls_breaker_opened_total{", "roost_calls_duration_seconds_count{", "roost_calls_under_way{",
        ];
        foreach (var name in expected)
        {
            series.ShouldContain(line => line.StartsWith(name, StringComparison.Ordinal), $"{name} is not among: {string.Join("\n", series)}");
        }

        series.ShouldContain(line => line.StartsWith("roost_calls_breakers{", StringComparison.Ordinal) && line.Contains("\"open\"", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
        series.ShouldContain(line => line.StartsWith("roost_calls_breakers{", StringComparison.Ordinal) && line.Contains("\"closed\"", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));
    }
}
