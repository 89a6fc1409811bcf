using Roost.Messaging.Sagas;
using Roost.Messaging.Steering;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Sagas;

public sealed class SagaTests(PostgresServer server)
{
    private static readonly Error Full = Error.Unprocessable("hotel.full", "There is no room.");
    private static readonly Error Busy = Error.Unavailable("flight.busy", "Come again.");

    [Fact]
    public async Task Steps_run_in_their_order_and_nothing_is_left_of_the_saga_but_that_it_was()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.GoAsync("ada");

        (await host.EndAsync("ada")).ShouldBe("2 ");
        host.Agency.Told("ada").ShouldBe("hotel, flight, pay, tell");
        host.Agency.Legs.Select(leg => leg.Paid).ShouldBe([0, 0, 100, 100]);
        host.Agency.Legs.Select(leg => leg.Run.Key).Distinct().Count().ShouldBe(4);
        host.Agency.Legs.ShouldAllBe(leg => leg.Operation.Context.Tenant == host.Tenant && leg.Operation.Context.CorrelationId == "trips-test");
        (await host.CountAsync<long>("SELECT (SELECT count(*) FROM roost.saga) + (SELECT count(*) FROM roost.job)")).ShouldBe(0);
        (await host.LookAsync<string>("SELECT kind FROM roost.job_done")).ShouldBe(["trips.trip.v1"]);
    }

    [Fact]
    public async Task A_saga_that_starts_later_waits_and_another_under_its_key_does_not_start()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.GoLaterAsync("ida", TimeSpan.FromHours(1));
        await host.GoAsync("ida");
        await host.GoLaterAsync("ian", TimeSpan.FromMilliseconds(300));
        await host.EndAsync("ian");

        host.Agency.Told("ian").ShouldBe("hotel, flight, pay, tell");
        host.Agency.Told("ida").ShouldBeEmpty();
        (await host.LookAsync<bool>("SELECT state = 0 AND run_at - added_at BETWEEN interval '59 minutes' AND interval '61 minutes' FROM roost.job")).ShouldBe([true]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => host.GoLaterAsync("eve", TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task A_refusal_undoes_what_was_done_and_the_refused_step_itself_the_last_first()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == "pay" ? Full : Result.Success);

        await host.GoAsync("bob");

        (await host.EndAsync("bob")).ShouldBe("3 hotel.full");
        host.Agency.Told("bob").ShouldBe("hotel, flight, pay, no pay, no flight, no hotel, over");
        host.Agency.Legs.Last().Run.Reason.ShouldBe("hotel.full");
        (await host.LookAsync<string>("SELECT step || ' ' || outcome FROM roost.saga_history ORDER BY happened_at"))
            .ShouldBe(["pay refused", "pay undone", "flight undone", "hotel undone", "when-undone undone"]);
    }

    [Fact]
    public async Task A_step_that_fails_is_tried_again_under_the_same_key_and_its_state_as_before()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg is { Step: "pay", Run.Attempt: 1 } ? Busy : Result.Success);

        await host.GoAsync("cleo");

        (await host.EndAsync("cleo")).ShouldBe("2 ");
        var paid = host.Agency.Legs.Where(leg => leg.Step == "pay").ToArray();
        paid.Select(leg => leg.Run.Attempt).ShouldBe([1, 2]);
        paid.Select(leg => leg.Run.Key).Distinct().ShouldHaveSingleItem();
        paid.Select(leg => leg.Paid).ShouldBe([100, 100]);
    }

    [Fact]
    public async Task A_step_that_keeps_failing_is_given_up_and_undone()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => leg.Step == "flight" ? throw new InvalidOperationException("No wings.") : Task.FromResult(Result.Success);

        await host.GoAsync("dora");

        (await host.EndAsync("dora")).ShouldBe("3 InvalidOperationException");
        host.Agency.Told("dora").ShouldBe("hotel, flight, flight, flight, no flight, no hotel, over");
    }

    [Fact]
    public async Task What_a_step_writes_commits_with_what_is_known_of_it()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = async (leg, sql, _) =>
        {
            await sql.ExecuteAsync("INSERT INTO trips.effects VALUES (@Step)", new { leg.Step });
            return leg is { Step: "flight", Run.Attempt: 1 } ? Busy : Result.Success;
        };

        await host.GoAsync("eve");

        (await host.EndAsync("eve")).ShouldBe("2 ");
        (await host.LookAsync<string>("SELECT name FROM trips.effects ORDER BY name")).ShouldBe(["flight", "hotel", "pay", "tell"]);
    }

    [Fact]
    public async Task What_keeps_failing_to_be_undone_waits_for_people_and_goes_on_when_they_say_so()
    {
        await using var host = await TripHost.StartAsync(server);
        var isMended = false;
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == "pay" ? Full : leg.Step == "no flight" && !Volatile.Read(ref isMended) ? Full : Result.Success);

        await host.GoAsync("finn");
        var id = Guid.Parse(await host.UntilSomeAsync("SELECT id::text FROM roost.saga WHERE key = 'finn' AND parked_at IS NOT NULL"));
        host.Agency.Told("finn").ShouldBe("hotel, flight, pay, no pay, no flight");
        Volatile.Write(ref isMended, true);
        await host.Steering.RetryAsync(id, CancellationToken.None);

        (await host.EndAsync("finn")).ShouldBe("3 hotel.full");
        host.Agency.Told("finn").ShouldBe("hotel, flight, pay, no pay, no flight, no flight, no hotel, over");
    }

    [Theory]
    [InlineData("no flight", "hotel, flight, pay, no pay, no flight, no hotel, over", "3 hotel.full")]
    [InlineData("tell", "hotel, flight, pay, tell", "2 ")]
    public async Task What_somebody_has_done_by_hand_is_not_tried_again(string stuck, string told, string end)
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == stuck || (leg.Step == "pay" && stuck == "no flight") ? Full : Result.Success);

        await host.GoAsync("faye");
        var id = Guid.Parse(await host.UntilSomeAsync("SELECT id::text FROM roost.saga WHERE key = 'faye' AND parked_at IS NOT NULL"));
        var parked = (await host.Steering.ListAsync("trips.trip", host.Tenant.Value, "parked", 10)).ShouldHaveSingleItem();
        (parked.Id, parked.Key, parked.Error).ShouldBe((id, "faye", "hotel.full"));
        (await host.Steering.FindAsync(id))!.History.Select(attempt => attempt.Outcome).ShouldContain("refused");
        (await host.Steering.ResumeAsync(id)).ShouldBe(SteeringResult.Done);

        (await host.EndAsync("faye")).ShouldBe(end);
        host.Agency.Told("faye").ShouldBe(told);
        (await host.Steering.ResumeAsync(id)).ShouldBe(SteeringResult.NotFound);
        (await host.Steering.FindAsync(id))!.Saga.State.ShouldBe(end[0] == '2' ? "completed" : "undone");
    }

    [Fact]
    public async Task A_saga_waits_for_its_signal()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.StayAsync("gus");
        await host.UntilAsync("SELECT count(*) FROM roost.saga WHERE waits_for = 'confirmed'", 1L);
        await host.RunAsync(sagas => sagas.Signal<StayState>("gus", new Confirmed("hotel")));

        (await host.EndAsync("gus")).ShouldBe("2 ");
        host.Agency.Told("gus").ShouldBe("ask, confirmed by hotel, book");
    }

    [Fact]
    public async Task A_signal_that_came_before_anybody_waited_is_used_and_one_of_another_tenant_is_not()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.RunAsync(sagas => sagas.Signal<StayState>("hal", new Confirmed("stranger")), TenantId.New());
        await host.RunAsync(sagas => sagas.Signal<StayState>("hal", new Confirmed("mail")));
        await host.StayAsync("hal");

        (await host.EndAsync("hal")).ShouldBe("2 ");
        host.Agency.Told("hal").ShouldBe("ask, confirmed by mail, book");
    }

    [Fact]
    public async Task An_event_is_a_signal_to_a_saga_that_waits_for_it()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.StayAsync("hugo");
        await host.PublishAsync(new Confirmed("event", "hugo"));

        (await host.EndAsync("hugo")).ShouldBe("2 ");
        host.Agency.Told("hugo").ShouldBe("ask, confirmed by event, book");
    }

    [Fact]
    public async Task A_signal_that_does_not_come_in_time_undoes_the_saga()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.StayAsync("ida");

        (await host.EndAsync("ida")).ShouldBe("3 timed_out");
        host.Agency.Told("ida").ShouldBe("ask, take back");
    }

    [Fact]
    public async Task A_saga_that_nobody_wants_any_more_is_undone()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.StayAsync("joe");
        await host.UntilAsync("SELECT count(*) FROM roost.saga WHERE waits_for = 'confirmed'", 1L);
        await host.RunAsync(sagas => sagas.Cancel<StayState>("joe"));

        (await host.EndAsync("joe")).ShouldBe("3 cancelled");
        host.Agency.Told("joe").ShouldBe("ask, take back");
    }

    [Fact]
    public async Task Behind_what_must_succeed_nothing_is_undone()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = async (leg, _, _) =>
        {
            if (leg is { Step: "tell", Run.Attempt: 1 })
            {
                await host.RunAsync(sagas => sagas.Cancel<TripState>("kim"));
                return Busy;
            }

            return Result.Success;
        };

        await host.GoAsync("kim");

        (await host.EndAsync("kim")).ShouldBe("2 ");
        host.Agency.Told("kim").ShouldBe("hotel, flight, pay, tell, tell");
    }

    [Fact]
    public async Task A_step_behind_what_must_succeed_waits_for_people_if_it_fails_and_nothing_is_undone()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == "thank" ? Full : Result.Success);

        await host.GoAsync("rude");
        var id = Guid.Parse(await host.UntilSomeAsync("SELECT id::text FROM roost.saga WHERE key = 'rude' AND parked_at IS NOT NULL"));
        host.Agency.Told("rude").ShouldBe("hotel, flight, pay, tell, thank");
        (await host.Steering.ResumeAsync(id)).ShouldBe(SteeringResult.Done);

        (await host.EndAsync("rude")).ShouldBe("2 ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_cancel_that_was_heeded_right_before_what_must_succeed_is_not_forgotten(int crashes)
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = async (leg, _, _) =>
        {
            if (leg.Step == "pay")
            {
                // One that is a suspect is handed on by the record that heeds it.
                await host.LookAsync<int>("UPDATE roost.job SET crashes = @crashes WHERE id = @id", new { crashes, id = leg.Run.SagaId });
                await host.RunAsync(sagas => sagas.Cancel<TripState>("max"));
            }

            return Result.Success;
        };

        await host.GoAsync("max");

        (await host.EndAsync("max")).ShouldBe("3 cancelled");
        host.Agency.Told("max").ShouldBe("hotel, flight, pay, no pay, no flight, no hotel, over");
    }

    [Fact]
    public async Task A_cancel_that_came_too_late_is_not_for_the_next_that_has_the_key()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = async (leg, _, _) =>
        {
            if (leg is { Step: "tell", Guest: "first" })
            {
                await host.RunAsync(sagas => sagas.Cancel<TripState>("first"));
            }

            return Result.Success;
        };

        await host.GoAsync("first");
        (await host.EndAsync("first")).ShouldBe("2 ");
        await host.LookAsync<int>("UPDATE roost.saga_key SET until = now() - interval '1 second'; DELETE FROM roost.saga_done");
        host.Agency.Work = (_, _, _) => Task.FromResult(Result.Success);
        await host.GoAsync("first");

        (await host.EndAsync("first")).ShouldBe("2 ");
    }

    [Fact]
    public async Task A_key_has_one_saga()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.GoAsync("lea", "lea");
        (await host.EndAsync("lea")).ShouldBe("2 ");
        await host.GoAsync("lea", "max");

        (await host.EndAsync("max")).ShouldBe("2 ");
        host.Agency.Told("lea").ShouldBe("hotel, flight, pay, tell");
    }

    [Fact]
    public async Task What_an_operation_started_that_failed_never_was()
    {
        await using var host = await TripHost.StartAsync(server);

        await Should.ThrowAsync<InvalidOperationException>(host.RunAsync(sagas =>
        {
            sagas.Start("nina", new TripState("nina"));
            throw new InvalidOperationException("It went wrong.");
        }));

        (await host.CountAsync<long>("SELECT count(*) FROM roost.saga_key")).ShouldBe(0);
    }
}
