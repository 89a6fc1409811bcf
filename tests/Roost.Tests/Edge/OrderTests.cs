using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;

namespace Roost.Tests.Edge;

public sealed class OrderTests
{
    [Fact]
    public async Task A_request_passes_the_stages_then_the_filters_from_host_to_endpoint()
    {
        var trace = new Trace();
        await using var host = await TestHost.StartAsync(
            roost =>
            {
                roost.AddModule<EchoModule>();
                roost.Edge.ForEachEndpoint(endpoints => endpoints.Traced("host"));
                // Registered backwards: the stage decides, not the order of registration.
                foreach (var stage in Enum.GetValues<EdgeStage>().Reverse())
                {
                    roost.Edge.Use(stage, app => app.Use((context, next) =>
                    {
                        trace.Add(stage.ToString());
                        return next(context);
                    }));
                }
            },
            builder => builder.Services.AddSingleton(trace));

        using var answer = await host.Client.PostAsJsonAsync("/v1/echo", new { text = "a", times = 1 });

        answer.EnsureSuccessStatusCode();
        trace.Steps.ShouldBe(
        [
            "Internal", "Limits", "Errors", "Correlation", "Authentication", "Tenant", "RateLimit", "Idempotency", "Authorization",
            "filter:host", "filter:module", "filter:group", "filter:endpoint", "handler",
        ]);
    }

    [Fact]
    public async Task What_is_not_valid_reaches_no_filter_of_the_application()
    {
        var trace = new Trace();
        await using var host = await TestHost.StartAsync(roost => roost.AddModule<EchoModule>(), builder => builder.Services.AddSingleton(trace));

        using var answer = await host.Client.PostAsJsonAsync("/v1/echo", new { text = "a", times = 9 });

        ((int)answer.StatusCode).ShouldBe(400);
        trace.Steps.ShouldBeEmpty();
    }
}
