using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Edge.Endpoints;
using Roost.Edge.Hangups;
using Roost.Modules;

namespace Roost.Tests.Edge;

public sealed class HangupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Work _work = new();

    [Fact]
    public async Task An_endpoint_that_runs_to_completion_goes_on_when_the_client_hangs_up()
    {
        await using var host = await StartAsync("00:00:30");

        await HangUpAsync(host, "/v1/work/whole");
        _work.GoOn.SetResult();

        (await _work.Outcome.Task.WaitAsync(Patience)).ShouldBe("done");
    }

    [Fact]
    public async Task Any_other_gives_up_what_nobody_waits_for()
    {
        await using var host = await StartAsync("00:00:30");

        await HangUpAsync(host, "/v1/work");

        (await _work.Outcome.Task.WaitAsync(Patience)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task The_deadline_ends_it_with_the_answer_that_it_has_for_everybody()
    {
        await using var host = await StartAsync("00:00:00.500");

        using var answer = await host.Client.GetAsync("/v1/work/whole");

        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("fault.timed_out");
        (await _work.Outcome.Task.WaitAsync(Patience)).ShouldBe("cancelled");
    }

    private async Task HangUpAsync(TestHost host, string path)
    {
        using var tab = new CancellationTokenSource();
        var asking = host.Client.GetAsync(path, tab.Token);
        await _work.Begun.Task.WaitAsync(Patience);
        await tab.CancelAsync();
        await asking.ShouldThrowAsync<OperationCanceledException>();
        await _work.HungUp.Task.WaitAsync(Patience);
    }

    private Task<TestHost> StartAsync(string timeout) => TestHost.StartAsync(
        roost =>
        {
            roost.AddModule<WorkModule>();
            roost.Edge.Use(EdgeStage.Limits, app => app.Use(async (context, next) =>
            {
                var client = context.RequestAborted;
                using var hangup = client.Register(() => _work.HungUp.TrySetResult());
                try
                {
                    await next(context);
                }
                finally
                {
                    // The handler may hear of it, and end, before this does.
                    _ = client.IsCancellationRequested && _work.HungUp.TrySetResult();
                }
            }));
        },
        builder => builder.Services.AddSingleton(_work),
        ("Roost:Edge:RequestTimeout", timeout));
}

internal sealed class Work
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource HungUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<string> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task DoAsync(CancellationToken cancellationToken)
    {
        Begun.TrySetResult();
        try
        {
            await GoOn.Task.WaitAsync(cancellationToken);
            Outcome.TrySetResult("done");
        }
        catch (OperationCanceledException)
        {
            Outcome.TrySetResult("cancelled");
            throw;
        }
    }
}

[Module("work")]
public sealed class WorkModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<WorkEndpoints>();
}

internal sealed class WorkEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var work = routes.MapGroup("/work").AllowAnonymous();
        work.MapGet("", Task (Work todo, CancellationToken cancellationToken) => todo.DoAsync(cancellationToken));
        work.MapGet("/whole", Task (Work todo, CancellationToken cancellationToken) => todo.DoAsync(cancellationToken)).RunToCompletion();
    }
}
