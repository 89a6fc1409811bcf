using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Redaction;

/// <summary>Secrets planted wherever a caller or a programmer can plant them never reach the output, in either format, at any level.</summary>
public sealed class CanaryTests
{
    private const string Card = "4000056655665556";
    private const string Token = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImNhbmFyeSJ9.eyJzdWIiOiJjYW5hcnkifQ.Q0FOQVJZU0lHTkFUVVJF";
    private const string Email = "canary.bird@example.com";
    private const string Forged = "\r\n{\"level\":\"error\",\"category\":\"forged\"}\r\n";
    private static readonly string Canary = $"{Card} {Token} {Email} {Forged}";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_request_full_of_secrets_leaves_none_in_the_log(string environment)
    {
        await using var host = await TelemetryHost.StartAsync(environment, new() { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Trace" });
        foreach (var secret in new[] { Card, Token, Email, Canary })
        {
            var escaped = Uri.EscapeDataString(secret);
            foreach (var path in new[] { $"/v1/says?text={escaped}", $"/v1/fails?text={escaped}", $"/v1/things/{escaped}", $"/{escaped}", $"/v1/status/{escaped}?{escaped}={escaped}" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                foreach (var header in new[] { "Authorization", "Cookie", "X-Correlation-ID", "X-Tenant", "User-Agent", "Referer", "traceparent", "tracestate", "baggage" })
                {
                    request.Headers.TryAddWithoutValidation(header, secret.ReplaceLineEndings(" "));
                }

                using var answer = await host.Client.SendAsync(request);
                answer.StatusCode.ShouldNotBe(HttpStatusCode.SwitchingProtocols);
            }

            using var body = new StringContent($"{{\"text\":\"{secret}", Encoding.UTF8, "application/json");
            using var post = await host.Client.PostAsync("/v1/things/1", body);
        }

        await host.DisposeAsync();
        ShouldHoldNone(host.Output, environment);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_careless_program_leaves_none_in_the_log(string environment)
    {
        await using var host = await TelemetryHost.StartAsync(environment);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Careless");
#pragma warning disable CA2254, CA1848, CA2017, CA1873 // Carelessness is the point.
        foreach (var canary in new[] { Canary, Card, Token, Email, "hunter2-canary" })
        {
            var isPlain = canary.StartsWith("hunter2", StringComparison.Ordinal);
            using (logger.BeginScope("{Secret}", canary))
            using (logger.BeginScope(new Dictionary<string, object> { ["Password"] = canary, ["Card"] = 4000056655665556L }))
            {
                logger.LogInformation("{Password} {apiKey:N} {Refresh_Token,10} {authorization} {Cookie}", canary, canary, canary, canary, canary);
                logger.LogError(new EventId(1, "Event"), new InvalidOperationException(isPlain ? "plain" : canary, new ArgumentException(isPlain ? "plain" : canary)), "{Email}", canary);
                if (!isPlain)
                {
                    logger.LogWarning(canary);
                    logger.LogWarning("{Thing} {Number} {List} {Object}", canary, 4000056655665556L, new[] { canary, "x" }, new { Inner = canary });
                    logger.Log(LogLevel.Warning, default, new KeyValuePair<string, object?>[] { new(canary, canary) }, null, (_, _) => canary);
                }
            }
        }
#pragma warning restore CA2254, CA1848, CA2017, CA1873
        await host.DisposeAsync();
        ShouldHoldNone(host.Output, environment);
        host.Output.Text.ShouldNotContain("hunter2-canary");
    }

    private static void ShouldHoldNone(CapturedOutput output, string environment)
    {
        output.Lines.Length.ShouldBeGreaterThan(5);
        output.Text.ShouldNotContain(Card);
        output.Text.ShouldNotContain("4000 0566");
        output.Text.ShouldNotContain("eyJhbGci");
        output.Text.ShouldNotContain("Q0FOQVJZU0lHTkFUVVJF");
        output.Text.ShouldNotContain("canary.bird");
        output.Text.ShouldNotContain("\r");
        if (environment == "Production")
        {
            output.Events.ShouldAllBe(line => line.GetProperty("category").GetString() != "forged");
        }
        else
        {
            output.Lines.ShouldAllBe(line => char.IsAsciiDigit(line[0]) || line.StartsWith("    ", StringComparison.Ordinal));
        }
    }
}
