using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Declaration;
using Roost.Remoting.Calls.Pipelines;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Calls;

/// <summary>Servers that others name each have a circuit breaker of their own.</summary>
public sealed class TargetTests
{
    [Fact]
    public async Task One_that_is_dead_is_left_alone_and_others_are_not()
    {
        await using var dead = await Partner.StartAsync();
        await using var well = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(dead);
        dead.AnswerWith(500);
        for (var call = 0; call < 4; call++)
        {
            using var failed = await PostAsync(host, dead);
        }

        await Should.ThrowAsync<CallRefusedException>(() => PostAsync(host, dead));
        using var answer = await PostAsync(host, well);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        dead.Heard.Count.ShouldBe(4);
    }

    [Fact]
    public void However_many_are_named_only_so_many_are_remembered_and_those_that_fail_before_others()
    {
        var clock = new ManualClock();
        var quiet = TimeSpan.FromSeconds(30);
        var targets = new TargetBreakers(() => new("hooks", new(), new("hooks", new(), new(0.1), NullLogger.Instance), clock, NullLogger.Instance), quiet, clock);
        var first = targets.Of("first:443");
        for (var number = 1; number < TargetBreakers.Most; number++)
        {
            targets.Of($"host-{number}:443");
        }

        targets.Of("late:443").ShouldNotBe(targets.Of("late:443"), "There is no room for it.");
        targets.Of("FIRST:443").ShouldBe(first);
        targets.All.Count().ShouldBe(TargetBreakers.Most);

        clock.Advance(quiet);
        targets.Of("first:443").ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));
        targets.Of("late:443").ShouldBe(targets.Of("late:443"), "The quiet ones have made room.");
        targets.Of("first:443").ShouldBe(first, "It was used not long ago.");
        targets.All.Count().ShouldBe(2);
    }

    private static Task<HttpResponseMessage> PostAsync(CallerHost host, Partner partner) => host.RunAsync(services =>
        services.GetRequiredService<ICalls>().CreateClient("hooks").PostAsync(partner.Address, content: null));
}
