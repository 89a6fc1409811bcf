using Microsoft.Extensions.DependencyInjection;
using Roost.Startup;

namespace Roost.Tests.Startup;

public sealed class WarmUpTests
{
    // A host with one processor does without, and has nothing to show here.
    private static readonly int Expected = Environment.ProcessorCount > 1 ? 1 : 0;

    [Fact]
    public async Task A_host_listens_before_its_warm_ups_are_done_and_stops_when_they_have_let_go()
    {
        var warmUp = new PatientWarmUp();
        var host = await StartAsync(warmUp);
        (await host.Client.GetAsync("/livez")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await BegunAsync(warmUp);

        await host.DisposeAsync();

        warmUp.Ended.ShouldBe(Expected);
    }

    [Fact]
    public async Task A_warm_up_that_fails_takes_nothing_along()
    {
        var warmUp = new PatientWarmUp();
        await using var host = await StartAsync(new FailingWarmUp(), warmUp);

        await BegunAsync(warmUp);

        (await host.Client.GetAsync("/livez")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private static Task BegunAsync(PatientWarmUp warmUp) => Expected == 0 ? Task.CompletedTask : warmUp.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

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

        public int Ended { get; private set; }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            Begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Ended++;
            }
        }
    }

    private sealed class FailingWarmUp : IWarmUp
    {
        public Task RunAsync(CancellationToken cancellationToken) => throw new FormatException();
    }
}
