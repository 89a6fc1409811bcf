using Microsoft.Extensions.DependencyInjection;
using Roost.Startup;

namespace Roost.Tests.Startup;

public sealed class WarmUpTests
{
    [Fact]
    public async Task A_host_listens_before_its_warm_ups_are_done_and_stops_when_they_have_let_go()
    {
        var warmUp = new PatientWarmUp();
        var host = await StartAsync(warmUp);
        (await host.Client.GetAsync("/livez")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await warmUp.Begun.Task;

        await host.DisposeAsync();

        warmUp.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_warm_up_that_fails_takes_nothing_along()
    {
        var warmUp = new PatientWarmUp();
        await using var host = await StartAsync(new FailingWarmUp(), warmUp);

        await warmUp.Begun.Task;

        (await host.Client.GetAsync("/livez")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private static Task<TestHost> StartAsync(params IWarmUp[] warmUps)
    {
        return TestHost.StartAsync(roost => roost.Edge.Map(routes => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(routes, "/livez", () => "alive")), builder =>
        {
            foreach (var warmUp in warmUps)
            {
                builder.Services.AddSingleton(warmUp);
            }
        });
    }

    private sealed class PatientWarmUp : IWarmUp
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HasEnded { get; private set; }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            Begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                HasEnded = true;
            }
        }
    }

    private sealed class FailingWarmUp : IWarmUp
    {
        public Task RunAsync(CancellationToken cancellationToken) => throw new FormatException();
    }
}
