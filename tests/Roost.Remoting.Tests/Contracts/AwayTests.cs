using System.Diagnostics;
using Roost.Operations;
using Roost.Remoting.TestHost;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>What a caller sees of a host that is killed, stands still, or dies while it is called.</summary>
public sealed class AwayTests(Neighbours neighbours) : IClassFixture<Neighbours>
{
    private const string Unreachable = "threw a fault of IProbe.TryForAsync: Unavailable contract.unreachable";

    [Fact]
    public async Task A_host_that_is_killed_is_a_fault_within_a_second_and_works_again_when_it_is_back()
    {
        (await CallAsync(new(Deed.Succeed))).ShouldBe("returned 42");
        await neighbours.Probe.KillAsync();

        var took = new List<TimeSpan>();
        for (var call = 0; call < 2; call++)
        {
            var begun = Stopwatch.GetTimestamp();
            (await CallAsync(new(Deed.Succeed))).ShouldStartWith(Unreachable);
            took.Add(Stopwatch.GetElapsedTime(begun));
        }

        // A machine that stands still for a moment makes one take longer, and not both. More would open the circuit breaker.
        took.Min().ShouldBeLessThan(TimeSpan.FromSeconds(1));

        await neighbours.RestartAsync();
        await WorksAgainAsync();
    }

    [Fact]
    public async Task A_host_that_dies_while_it_is_called_is_not_called_again()
    {
        await WorksAgainAsync();

        (await CallAsync(new(Deed.Die))).ShouldStartWith(Unreachable);

        await neighbours.RestartAsync();
        await WorksAgainAsync();
    }

    [Fact]
    public async Task A_call_that_was_sent_and_not_answered_in_time_is_not_sent_again()
    {
        await WorksAgainAsync();
        var before = await neighbours.FarAsync((probe, _) => probe.WaitersAsync(CancellationToken.None));
        // Long enough for a host that has done nothing yet to send it.
        await using var hurried = neighbours.BuildAsker(attemptTimeout: "00:00:03");

        var outcome = await Neighbours.RunAsync(hurried, (probe, _) => Outcomes.OfAsync(() => probe.DoAsync(new(Deed.Wait), CancellationToken.None)), null);

        outcome.ShouldStartWith("threw a fault of IProbe.DoAsync: TimedOut contract.timed_out");
        (await neighbours.FarAsync((probe, _) => probe.WaitersAsync(CancellationToken.None))).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_host_that_stands_still_is_a_fault_when_the_callers_time_is_up()
    {
        await WorksAgainAsync();
        neighbours.Probe.Stop();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var outcome = await CallAsync(new(Deed.Succeed), new CallContext(null, Principal.System, "test", DateTimeOffset.UtcNow.AddSeconds(1)));

            outcome.ShouldStartWith("threw a fault of IProbe.TryForAsync: TimedOut contract.timed_out");
            // Otherwise it would be 30 s, which an attempt may take.
            Stopwatch.GetElapsedTime(begun).ShouldBeInRange(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(10));
        }
        finally
        {
            neighbours.Probe.Continue();
        }

        await WorksAgainAsync();
    }

    private Task<string> CallAsync(Behaviour behaviour, CallContext? context = null) =>
        neighbours.FarAsync((probe, _) => Outcomes.OfAsync(() => probe.TryForAsync(behaviour, CancellationToken.None)), context);

    /// <summary>Calls until it succeeds, which is when the circuit breaker has let a call through.</summary>
    private async Task WorksAgainAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await CallAsync(new(Deed.Succeed)) != "returned 42")
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
