using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Sagas;

public sealed class TogetherTests(PostgresServer server)
{
    private static readonly Error Full = Error.Unprocessable("guide.busy", "There is none.");
    private static readonly Error Busy = Error.Unavailable("guide.asleep", "Come again.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_run_side_by_side_and_what_each_remembers_is_there_for_the_next(bool write)
    {
        await using var host = await TripHost.StartAsync(server);
        var both = new Barrier();
        host.Agency.Work = async (leg, sql, cancellationToken) =>
        {
            if (write)
            {
                await sql.ExecuteAsync("INSERT INTO trips.effects VALUES (@Step)", new { leg.Step });
            }

            if (leg.Step is "car" or "guide")
            {
                await both.MeetAsync(cancellationToken);
            }

            return Result.Success;
        };

        await host.TourAsync("ada");

        (await host.EndAsync("ada")).ShouldBe("2 ");
        host.Agency.Legs.Last().Step.ShouldBe("go in red with Ann");
        host.Agency.Legs.Count.ShouldBe(3);
        (await host.CountAsync<long>("SELECT count(*) FROM trips.effects")).ShouldBe(write ? 3 : 0);
    }

    [Fact]
    public async Task If_one_is_refused_the_others_come_to_their_end_and_all_are_undone()
    {
        await using var host = await TripHost.StartAsync(server);
        var isRefused = new TaskCompletionSource();
        host.Agency.Work = async (leg, _, cancellationToken) =>
        {
            if (leg.Step == "guide")
            {
                isRefused.SetResult();
                return Full;
            }

            await isRefused.Task.WaitAsync(cancellationToken);
            return Result.Success;
        };

        await host.TourAsync("bob");

        (await host.EndAsync("bob")).ShouldBe("3 guide.busy");
        host.Agency.Legs.Skip(2).Select(leg => leg.Step).ShouldBe(["no guide", "no car"]);
    }

    [Fact]
    public async Task Only_the_one_that_failed_is_tried_again()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg is { Step: "guide", Run.Attempt: < 3 } ? Busy : Result.Success);

        await host.TourAsync("cleo");

        (await host.EndAsync("cleo")).ShouldBe("2 ");
        host.Agency.Legs.Select(leg => leg.Step).Order().ShouldBe(["car", "go in red with Ann", "guide", "guide", "guide"]);
        host.Agency.Legs.Where(leg => leg.Step == "guide").Select(leg => leg.Run.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_that_change_the_same_property_are_a_mistake_that_undoes_the_saga()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.TourAsync("greedy");

        (await host.EndAsync("greedy")).ShouldBe("3 SagaStateException");
        host.Agency.Legs.Skip(2).Select(leg => leg.Step).Order().ShouldBe(["no car", "no guide"]);
    }

    /// <summary>Lets two go on when both are there.</summary>
    private sealed class Barrier
    {
        private readonly TaskCompletionSource _isFull = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _present;

        public Task MeetAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _present) == 2)
            {
                _isFull.SetResult();
            }

            return _isFull.Task.WaitAsync(cancellationToken);
        }
    }
}
