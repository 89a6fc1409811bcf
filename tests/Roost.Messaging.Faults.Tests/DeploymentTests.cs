using Roost.Messaging.Faults.Tests.Deployments;
using Roost.Messaging.Steering;
using Roost.Messaging.TestWorker.Voyages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>A new version of a saga is deployed while instances of the old one are under way: in real processes, of the old code and of the new.</summary>
public sealed class DeploymentTests(PostgresServer server)
{
    private const int FirstNew = 2000;
    private static readonly string[] Refusals = ["", "sail"];

    [Theory]
    [InlineData(true)]
    [InlineData(false, Explicit = true)]
    public async Task A_thousand_that_are_under_way_end_under_the_version_that_they_began_with(bool killed)
    {
        await using var harbour = await Harbour.OpenAsync(server);
        var courses = await SpreadAsync(harbour, killed);
        courses.Count.ShouldBe(1000);

        // Whoever has the new code begins under the new version, and takes none of the old for not begun.
        await harbour.StartNewAsync();
        var begun = Enumerable.Range(FirstNew, 300).Select(number => new VoyageState(number, null, Refused(number))).ToArray();
        await Harbour.StartAsync(harbour.Now, [.. begun, .. courses.Select(course => course.Value.Begin(course.Key))], voyage => voyage.Number >= FirstNew);
        await Harbour.SignalAsync(harbour.Now, courses.Where(course => !course.Value.Signalled).Select(course => course.Key));
        await RetryParkedAsync(harbour);
        await harbour.OverAsync();

        var ended = await harbour.EndedAsync();
        ended.Count.ShouldBe(1300);
        courses.Select(course => (course.Value.Name, Was: ended[course.Key], Is: new Harbour.Ended(course.Key, 1, course.Value.Status, "1", course.Value.Steps)))
            .Where(voyage => voyage.Was != voyage.Is).Take(5).ShouldBeEmpty();
        begun.Select(voyage => (Was: ended[voyage.Number], Is: EndOfNew(voyage))).Where(voyage => voyage.Was != voyage.Is).Take(5).ShouldBeEmpty();
        (await harbour.JudgeAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hosts_of_the_old_code_leave_alone_what_those_of_the_new_code_began()
    {
        await using var harbour = await Harbour.OpenAsync(server);
        await harbour.StartOldAsync();
        await harbour.StartOldAsync();
        var begun = Enumerable.Range(FirstNew, 300).Select(number => new VoyageState(number, StopOf(number), Refused(number))).ToArray();

        // What they know goes past what they do not, although that is older.
        await Harbour.StartAsync(harbour.Now, begun, _ => false);
        await Harbour.StartAsync(harbour.Before, Enumerable.Range(0, 100).Select(number => new VoyageState(number)), _ => true);
        await harbour.UntilAsync("SELECT count(*) FROM roost.saga_done WHERE version = 1", 100);
        await UntouchedAsync(harbour, 300);

        // They hand on signals, and what was cut off where somebody died, to whoever knows the version.
        var held = await harbour.StartNewAsync(holds: true);
        await Harbour.SignalAsync(harbour.Before, begun.Where(voyage => voyage.Stop is not null).Select(voyage => voyage.Number));
        await harbour.UntilAsync("SELECT count(*) FROM roost.saga WHERE waits_for = 'weather'", begun.Count(voyage => voyage.Stop is null));
        await harbour.UntilAsync("SELECT count(*) FROM roost.saga g JOIN roost.job j ON j.id = g.id WHERE j.state = 2 AND g.progress->'begun' ? 'sail'", begun.Count(voyage => voyage.Stop == "in sail"));
        await held.KillAsync();
        await harbour.UntilAsync("SELECT count(*) FROM roost.job WHERE state = 2", 0);
        await Harbour.SignalAsync(harbour.Before, begun.Where(voyage => voyage.Stop is null).Select(voyage => voyage.Number));
        await harbour.UntilAsync("SELECT count(*) FROM roost.saga_signal WHERE is_new", 0);
        await harbour.Before.SagasAsync(sagas => sagas.Cancel<VoyageState>($"{FirstNew}"));
        await Harbour.StartAsync(harbour.Before, Enumerable.Range(100, 100).Select(number => new VoyageState(number)), _ => true);
        await harbour.UntilAsync("SELECT count(*) FROM roost.saga_done WHERE version = 1", 200);
        (await harbour.LookAsync<string>("SELECT DISTINCT roost.saga_state(g) FROM roost.saga g WHERE roost.saga_state(g) IN ('parked', 'dead')")).ShouldBeEmpty();

        await harbour.StartNewAsync();
        await harbour.OverAsync();

        var ended = await harbour.EndedAsync();
        begun.Where(voyage => voyage.Number > FirstNew).Select(voyage => (Was: ended[voyage.Number], Is: EndOfNew(voyage))).Where(voyage => voyage.Was != voyage.Is).Take(5).ShouldBeEmpty();
        (ended[FirstNew].Version, ended[FirstNew].Status).ShouldBe((2, (short)3));
        ended.Values.Where(voyage => voyage.Number < FirstNew).Select(voyage => (voyage.Version, voyage.Versions, voyage.Steps)).Distinct().ShouldBe([(1, "1", "ship, crew, fair, sail, arrive, tell")]);
        var hosts = (await harbour.LookAsync<string>("SELECT DISTINCT host || ' v' || version FROM ledger.voyages WHERE version = 2")).Count;
        hosts.ShouldBe(2, "Both of the new code did, and nobody else.");
        (await harbour.JudgeAsync()).ShouldBeEmpty();
    }

    /// <summary>Starts a thousand with the old code, takes them as far as they are to come, and lets their host go.</summary>
    private static async Task<IReadOnlyDictionary<int, Course>> SpreadAsync(Harbour harbour, bool killed)
    {
        var courses = new Dictionary<int, Course>();
        var worker = await harbour.StartOldAsync(holds: true);
        foreach (var course in Course.All)
        {
            await BeginAsync(harbour, courses, course);
        }

        await harbour.UntilAsync(
            "SELECT count(*) FROM roost.saga g WHERE g.waits_for IS NOT NULL AND g.progress->'failures' = '0' OR g.parked_at IS NOT NULL OR g.progress->'failures' > '0'",
            courses.Count);
        await BeginAsync(harbour, courses, Course.Running);
        await harbour.UntilAsync($"SELECT count(*) FROM roost.saga g WHERE g.key::int >= {courses.Count - Course.Running.Share} AND g.progress->'begun' ? 'sail'", Course.Running.Share);
        if (killed)
        {
            await worker.KillAsync();
        }
        else
        {
            (await worker.TerminateAsync()).ShouldBe(0, worker.Output);
        }

        await BeginAsync(harbour, courses, Course.Waiting);
        // Nothing has come to its end, and no step is without some that stand at it.
        (await harbour.LookAsync<string>(
            """
            SELECT DISTINCT CASE g.status WHEN 0 THEN 'at ' ELSE 'back from ' END || coalesce(g.stuck_at, g.progress->'begun'->>0) || ' without ' || jsonb_array_length(g.progress->'undone')
            FROM roost.saga g ORDER BY 1
            """)).ShouldBe(
            ["at arrive without 0", "at crew without 0", "at sail without 0", "at ship without 0", "at tell without 0", "at weather without 0",
                "back from sail without 0", "back from sail without 1", "back from sail without 3"]);
        (await harbour.LookAsync<long>("SELECT count(*) FROM roost.saga_done")).ShouldBe([0]);
        return courses;
    }

    private static async Task BeginAsync(Harbour harbour, Dictionary<int, Course> courses, Course course)
    {
        var voyages = Enumerable.Range(courses.Count, course.Share).Select(course.Begin).ToArray();
        await Harbour.StartAsync(harbour.Before, voyages, _ => course.Signalled);
        foreach (var voyage in voyages)
        {
            courses.Add(voyage.Number, course);
        }
    }

    private static async Task RetryParkedAsync(Harbour harbour)
    {
        var parked = await harbour.Now.Steering.ListAsync("voyages.voyage", null, "parked", 1000);
        parked.Count.ShouldBe(Course.All.Single(course => course.Stop == "parked at tell").Share);
        foreach (var voyage in parked)
        {
            (await harbour.Now.Steering.RetryAsync(voyage.Id)).ShouldBe(SteeringResult.Done);
        }
    }

    private static async Task UntouchedAsync(Harbour harbour, long count)
    {
        (await harbour.LookAsync<(long, int, int, int)>(
            """
            SELECT count(*), max(g.revision), max(j.state::int), max(j.lease) FROM roost.saga g JOIN roost.job j ON j.id = g.id
            WHERE g.version = 2 AND g.parked_at IS NULL
            """)).ShouldBe([(count, 0, 1, 0)]);
        (await harbour.LookAsync<long>("SELECT count(*) FROM ledger.voyages WHERE version = 2")).ShouldBe([0]);
    }

    private static Harbour.Ended EndOfNew(VoyageState voyage) =>
        new(voyage.Number, 2, (short)(voyage.Refused is null ? 2 : 3), "2", Course.NewSteps(voyage.Number, voyage.Refused));

    private static string? Refused(int number) => Refusals[number % 2] is { Length: > 0 } refused ? refused : null;

    // Of those that are not refused, a few are in the middle of a step when their host dies. The others of these wait for their signal.
    private static string? StopOf(int number) => number % 2 == 1 ? "no sail" : number % 50 == 2 ? "in sail" : null;
}
