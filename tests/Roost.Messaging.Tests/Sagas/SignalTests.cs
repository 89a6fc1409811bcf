using System.Collections.Concurrent;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Sagas;

/// <summary>A signal is used once, by a step that succeeds, whenever it comes.</summary>
public sealed class SignalTests(PostgresServer server)
{
    private static readonly Error Busy = Error.Unavailable("stay.busy", "Come again.");

    [Fact]
    public async Task A_signal_whose_step_fails_is_there_for_the_next_attempt()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg is { Step: "confirmed by hotel", Run.Attempt: 1 } ? Busy : Result.Success);

        await host.StayAsync("ada");
        await host.UntilAsync("SELECT count(*) FROM roost.saga WHERE waits_for = 'confirmed'", 1L);
        await host.RunAsync(sagas => sagas.Signal<StayState>("ada", new Confirmed("hotel")));

        (await host.EndAsync("ada")).ShouldBe("2 ");
        host.Agency.Told("ada").ShouldBe("ask, confirmed by hotel, confirmed by hotel, book");
        (await host.LookAsync<bool>("SELECT used_at IS NOT NULL FROM roost.saga_signal")).ShouldBe([true]);
    }

    [Fact]
    public async Task A_signal_that_was_used_is_not_used_by_the_next_that_waits_for_its_like()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.RunAsync(sagas => sagas.Start("bob", new HaggleState("bob")));
        await host.RunAsync(sagas => sagas.Signal<HaggleState>("bob", new Offer(100)));
        await host.UntilAsync("SELECT count(*) FROM roost.saga WHERE waits_for = 'offer' AND progress->'done' ? 'first'", 1L);
        await host.RunAsync(sagas => sagas.Signal<HaggleState>("bob", new Offer(80)));

        (await host.EndAsync("bob")).ShouldBe("2 ");
        host.Agency.Told("bob").ShouldBe("first 100, second 80");
    }

    [Fact]
    public async Task A_signal_that_comes_at_the_moment_at_which_it_begins_to_be_waited_for_is_heard_at_once()
    {
        await using var host = await TripHost.StartAsync(server);
        var signals = new ConcurrentBag<Task>();
        host.Agency.Work = (leg, _, _) =>
        {
            if (leg.Step == "first 100")
            {
                signals.Add(Task.Run(() => host.RunAsync(sagas => sagas.Signal<HaggleState>(leg.Guest, new Offer(80)))));
            }

            return Task.FromResult(Result.Success);
        };
        var guests = Enumerable.Range(0, 40).Select(number => $"guest-{number}").ToArray();

        foreach (var guest in guests)
        {
            await host.RunAsync(sagas =>
            {
                sagas.Start(guest, new HaggleState(guest));
                sagas.Signal<HaggleState>(guest, new Offer(100));
            });
        }

        foreach (var guest in guests)
        {
            (await host.EndAsync(guest)).ShouldBe("2 ");
            host.Agency.Told(guest).ShouldBe("first 100, second 80");
        }

        await Task.WhenAll(signals);
        // One that was missed is found when the time to wait for it is up.
        (await host.LookAsync<string>("SELECT key FROM roost.saga_done WHERE ended_at - created_at > @within - interval '5 seconds'", new { within = Haggle.Within })).ShouldBeEmpty();
    }
}
