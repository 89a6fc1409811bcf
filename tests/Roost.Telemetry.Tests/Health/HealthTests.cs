using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Edge.Tenancy;
using Roost.Health;
using Roost.Hosting;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_host_that_needs_nobody_is_live_ready_and_healthy()
    {
        await using var host = await TelemetryHost.StartAsync();

        foreach (var path in new[] { "/livez", "/readyz", "/healthz" })
        {
            var answer = await host.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            (await host.Client.SendAsync(new(HttpMethod.Head, path))).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await host.Client.GetFromJsonAsync<JsonElement>("/livez")).GetProperty("status").GetString().ShouldBe("live");
        (await host.Client.GetFromJsonAsync<JsonElement>("/readyz")).GetProperty("status").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task A_dependency_that_is_away_makes_the_host_unready_says_why_and_leaves_it_alive()
    {
        var queue = new Dependency("queue") { Answer = () => Task.FromResult(DependencyState.Down("Nobody listens there.")) };
        await using var host = await StartAsync(queue, new Dependency("store"));

        var ready = await host.GetAsync("/readyz");
        var health = await host.GetAsync("/healthz");

        (await host.GetAsync("/livez")).StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ready.Headers.RetryAfter.ShouldNotBeNull();
        var problem = await ready.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("host.not_ready");
        problem.GetProperty("causes").EnumerateArray().ShouldHaveSingleItem().ToString().ShouldBe("""{"dependency":"queue","cause":"Nobody listens there."}""");
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var details = (await health.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("dependencies").EnumerateArray().ToList();
        details.Select(each => $"{each.GetProperty("name")} {each.GetProperty("status")}").ShouldBe(["queue down", "store up"]);
        details[0].GetProperty("cause").GetString().ShouldBe("Nobody listens there.");
        details.ShouldAllBe(each => each.GetProperty("milliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_dependency_that_hangs_is_given_two_seconds_is_asked_once_at_a_time_and_delays_nobody_elses_answer()
    {
        var never = new TaskCompletionSource<DependencyState>();
        var hanging = new Dependency("hanging") { Answer = () => never.Task };
        await using var host = await StartAsync(hanging, new Dependency("store"));
        (await host.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        // Did each wait for the two seconds, this would take 40 s, and 100 s below; a busy machine is granted half of that.
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            (await host.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        watch.Restart();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.GetAsync("/healthz")));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(50));
        (await answers[0].Content.ReadAsStringAsync()).ShouldContain("It did not answer within 2 s.");
        hanging.Asked.ShouldBe(1);

        never.SetResult(DependencyState.Up);
        await host.Output.LineAsync(line => line.Contains("hanging is back", StringComparison.Ordinal));
        (await host.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_check_that_throws_is_a_dependency_that_is_away()
    {
        await using var host = await StartAsync(new Dependency("odd") { Answer = () => throw new InvalidOperationException("It is odd.") });

        (await (await host.GetAsync("/readyz")).Content.ReadAsStringAsync()).ShouldContain("It is odd.");
    }

    [Fact]
    public async Task While_the_host_drains_it_is_alive_but_not_ready()
    {
        await using var host = await TelemetryHost.StartAsync(settings: new() { ["Roost:Edge:DrainDelay"] = "00:01:00" });
        using var enough = new CancellationTokenSource();

        var stopping = host.StopAsync(enough.Token);
        var ready = await host.GetAsync("/readyz");
        var live = await host.GetAsync("/livez");
        await enough.CancelAsync();
        await stopping.ContinueWith(static _ => { }, TaskScheduler.Default);

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("being stopped");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Strangers_learn_whether_all_is_well_and_no_more()
    {
        await using var host = await StartAsync(new Dependency("queue") { Answer = () => Task.FromResult(DependencyState.Down("Nobody listens there.")) });

        var answer = await host.GetAsync("/healthz", ("X-Forwarded-For", "203.0.113.9"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"status":"unhealthy"}""");
    }

    [Fact]
    public async Task Probes_pass_no_stage_that_could_need_a_dependency_and_leave_no_log_or_metric()
    {
        await using var host = await TelemetryHost.StartAsync(
            services: services => services.AddSingleton<ITenantResolver, BrokenResolver>(),
            configure: roost => roost.Edge.Use(EdgeStage.RateLimit, application => application.Use((HttpContext context, RequestDelegate _) =>
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return Task.CompletedTask;
            })));

        foreach (var path in new[] { "/livez", "/readyz", "/healthz", "/metrics" })
        {
            (await host.GetAsync(path, ("X-Tenant", "acme"), ("Authorization", "Bearer rubbish"))).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await host.GetAsync("/v1/things/1")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await (await host.GetAsync("/metrics")).Content.ReadAsStringAsync()).ShouldNotContain("livez");
        await host.DisposeAsync();
        host.Output.Events.Count(line => line.GetProperty("category").GetString()!.StartsWith("Roost.Requests", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static Task<TelemetryHost> StartAsync(params IDependencyCheck[] checks) => TelemetryHost.StartAsync(services: services =>
    {
        foreach (var check in checks)
        {
            services.AddSingleton(check);
        }
    });

    private sealed class BrokenResolver : ITenantResolver
    {
        public ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken) => throw new TimeoutException();
    }

    private sealed class Dependency(string name) : IDependencyCheck
    {
        private int _asked;

        public string Name => name;

        public int Asked => _asked;

        public Func<Task<DependencyState>> Answer { get; init; } = () => Task.FromResult(DependencyState.Up);

        public Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Answer();
        }
    }
}
