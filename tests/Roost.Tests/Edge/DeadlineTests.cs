using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Modules;
using Roost.Operations;

namespace Roost.Tests.Edge;

public sealed class DeadlineTests
{
    [Fact]
    public async Task A_request_whose_time_is_up_is_answered_with_504_and_all_headers_of_the_edge()
    {
        await using var host = await StartAsync("00:00:00.300");

        using var answer = await host.Client.GetAsync("/v1/slow");

        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        CodeOf(await answer.Content.ReadAsStringAsync()).ShouldBe("fault.timed_out");
        answer.Headers.Contains("X-Content-Type-Options").ShouldBeTrue();
        answer.Headers.Contains("X-Correlation-ID").ShouldBeTrue();
    }

    [Fact]
    public async Task The_next_request_has_the_whole_time_again()
    {
        await using var host = await StartAsync("00:00:04");

        // Together they take longer than one may.
        for (var i = 0; i < 5; i++)
        {
            using var answer = await host.Client.GetAsync("/v1/slow/for-a-second");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task An_endpoint_may_have_less_time_or_as_much_as_it_likes()
    {
        await using var host = await StartAsync("00:00:30");

        using var shorter = await host.Client.GetAsync("/v1/slow/shorter");
        shorter.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        using var own = await host.Client.GetAsync("/v1/slow/own-status");
        own.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await host.Client.GetStringAsync("/v1/slow/unlimited")).ShouldBe("\"no deadline\"");
    }

    [Fact]
    public async Task The_operation_ends_when_the_endpoint_says_so()
    {
        await using var host = await StartAsync("00:00:30");

        var left = double.Parse(await host.Client.GetStringAsync("/v1/slow/minute"), System.Globalization.CultureInfo.InvariantCulture);

        left.ShouldBeInRange(40, 60);
    }

    [Fact]
    public async Task An_answer_that_takes_its_time_on_purpose_can_switch_the_time_out_off()
    {
        // Long enough for a host that has done nothing yet to come to the endpoint.
        await using var host = await StartAsync("00:00:03");

        (await host.Client.GetStringAsync("/v1/slow/switched-off")).ShouldBe("\"not cancelled\"");
    }

    private static string? CodeOf(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString();

    private static Task<TestHost> StartAsync(string timeout) =>
        TestHost.StartAsync(roost => roost.AddModule<SlowModule>(), _ => { }, ("Roost:Edge:RequestTimeout", timeout));
}

[Module("slow")]
public sealed class SlowModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<SlowEndpoints>();
}

internal sealed class SlowEndpoints : IEndpoints
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var slow = routes.MapGroup("/slow").AllowAnonymous();
        slow.MapGet("", NeverAsync);
        slow.MapGet("/for-a-second", Task (CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds(1), cancellationToken));
        slow.MapGet("/minute", (CallContext call, TimeProvider time) => LeftOf(call, time)).WithRequestTimeout(TimeSpan.FromMinutes(1));
        slow.MapGet("/shorter", NeverAsync).WithRequestTimeout(Short);
        slow.MapGet("/own-status", NeverAsync).WithRequestTimeout(new RequestTimeoutPolicy { Timeout = Short, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable });
        slow.MapGet("/unlimited", (CallContext call) => TypedResults.Ok(call.Deadline is null ? "no deadline" : "a deadline")).DisableRequestTimeout();
        slow.MapGet("/switched-off", (Delegate)SwitchOffAsync);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<double> LeftOf(CallContext call, TimeProvider time) =>
        TypedResults.Ok((call.Deadline!.Value - time.GetUtcNow()).TotalSeconds);

    private static Task NeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    private static async Task<IResult> SwitchOffAsync(HttpContext context)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()!.DisableTimeout();
        // Longer than the time-out: it would have struck by then.
        var cancelled = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(cancelled.SetResult);
        var first = await Task.WhenAny(cancelled.Task, Task.Delay(TimeSpan.FromSeconds(4)));
        return TypedResults.Ok(first == cancelled.Task ? "cancelled" : "not cancelled");
    }
}
