using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Sagas;

/// <summary>Who may write down how far an instance is, and what that is worth.</summary>
public sealed class RecordTests(PostgresServer server)
{
    private static readonly Error Full = Error.Unprocessable("hotel.full", "There is no room.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_of_a_step_commits_when_its_worker_has_lost_the_lease(bool commitsInTheMiddle)
    {
        await using var host = await TripHost.StartAsync(server, ("Roost:Messaging:WorkerTimeout", "00:00:01"), ("Roost:Messaging:HeartbeatInterval", "00:00:00.200"));
        var isFirst = true;
        host.Agency.Work = async (leg, sql, cancellationToken) =>
        {
            await sql.ExecuteAsync("INSERT INTO trips.effects VALUES (@Step)", new { leg.Step }, cancellationToken);
            if (leg.Step == "hotel" && Interlocked.Exchange(ref isFirst, false))
            {
                // As a rescue and the claim of another do, who then dies.
                await host.LookAsync<int>("UPDATE roost.job SET lease = lease + 1, worker_id = gen_random_uuid() WHERE id = @id", new { id = leg.Run.SagaId });
                if (commitsInTheMiddle)
                {
                    await leg.Operation.CommitAsync(cancellationToken);
                }
            }

            return Result.Success;
        };

        await host.GoAsync("abe");

        (await host.EndAsync("abe")).ShouldBe("2 ");
        host.Agency.Told("abe").ShouldBe("hotel, hotel, flight, pay, tell");
        (await host.LookAsync<string>("SELECT name FROM trips.effects ORDER BY name")).ShouldBe(["flight", "hotel", "pay", "tell"]);
    }

    [Fact]
    public async Task What_was_written_down_and_not_heard_of_is_not_written_over()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = async (leg, _, _) =>
        {
            if (leg.Step == "hotel")
            {
                // As the worker itself may have done by a statement whose answer it did not get.
                (await host.LookAsync<string>(
                    """
                    SELECT r.became FROM roost.job j JOIN roost.saga g ON g.id = j.id
                    CROSS JOIN LATERAL roost.saga_record(
                        false, j.worker_id, j.id, j.lease, g.revision, 0::smallint, '{"done":["hotel","flight"],"begun":["pay"],"undone":[],"failures":0}'::jsonb,
                        NULL, NULL, NULL, 0::smallint, NULL, 60000, true, NULL, NULL, NULL, false, 0, NULL, NULL) r
                    WHERE j.id = @id
                    """,
                    new { id = leg.Run.SagaId })).ShouldBe(["recorded"]);
            }

            return Result.Success;
        };

        await host.GoAsync("ben");

        (await host.EndAsync("ben")).ShouldBe("2 ");
        host.Agency.Told("ben").ShouldBe("hotel, pay, tell");
    }

    [Fact]
    public async Task That_a_saga_has_turned_is_on_disk_before_anything_is_undone()
    {
        await using var host = await TripHost.StartAsync(server);
        await host.LookAsync<int>(
            """
            CREATE TABLE trips.written (status smallint, commits text);
            CREATE FUNCTION trips.remember() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO trips.written VALUES (NEW.status, current_setting('synchronous_commit'));
                RETURN NULL;
            END $$;
            CREATE TRIGGER remember AFTER UPDATE ON roost.saga FOR EACH ROW EXECUTE FUNCTION trips.remember();
            """);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == "pay" ? Full : Result.Success);

        await host.GoAsync("cora");

        (await host.EndAsync("cora")).ShouldBe("3 hotel.full");
        // A crash of the server may forget a step forward, which is then done again under its key, and never that one has turned.
        (await host.LookAsync<string>("SELECT DISTINCT status || ' ' || commits FROM trips.written ORDER BY 1")).ShouldBe(["0 off", "1 on"]);
    }

    [Fact]
    public async Task The_next_that_has_a_key_asks_under_names_of_its_own()
    {
        await using var host = await TripHost.StartAsync(server);

        await host.GoAsync("dan");
        (await host.EndAsync("dan")).ShouldBe("2 ");
        await host.LookAsync<int>("UPDATE roost.saga_key SET until = now() - interval '1 second'; DELETE FROM roost.saga_done");
        await host.GoAsync("dan");
        (await host.EndAsync("dan")).ShouldBe("2 ");

        host.Agency.Told("dan").ShouldBe("hotel, flight, pay, tell, hotel, flight, pay, tell");
        host.Agency.Legs.Select(leg => leg.Run.Key).Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task A_step_and_its_undoing_have_keys_of_their_own_and_the_undoing_knows_the_steps()
    {
        await using var host = await TripHost.StartAsync(server);
        host.Agency.Work = (leg, _, _) => Task.FromResult(leg.Step == "pay" ? Full : Result.Success);

        await host.GoAsync("eli");

        (await host.EndAsync("eli")).ShouldBe("3 hotel.full");
        var legs = host.Agency.Legs.ToDictionary(leg => leg.Step, leg => leg.Run);
        legs.Values.Select(run => run.Key).Distinct().Count().ShouldBe(7);
        foreach (var step in new[] { "hotel", "flight", "pay" })
        {
            legs[$"no {step}"].KeyOf(step).ShouldBe(legs[step].Key);
        }
    }
}
