using System.Collections.Concurrent;
using System.Globalization;
using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>A worker is killed at each message that it sends to the database: before the server gets it, and before the worker gets the answer.</summary>
public sealed class VisitTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Parallel = 3;

    // On a machine that is busy with something else, a worker can lose its lease, and another one does what it was to do: it never says what it was to die of.
    private const int Tries = 3;

    // What must be among the statements, or the scene does not try what it is there for.
    private static readonly string[] Expected =
    [
        "roost.job_claim", "roost.job_add", "roost.job_hold", "roost.job_complete", "roost.job_finish", "roost.job_end_failed", "roost.job_promote", "roost.job_admit_kind", "roost.event_add", "roost.event_advance", "ledger.effects", "begin transaction", "commit",
    ];

    private readonly ConcurrentBag<(Point Point, Breach Breach)> _breaches = [];
    private readonly ConcurrentBag<string> _missed = [];
    private readonly ConcurrentDictionary<string, int> _visited = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_worker_is_killed_around_the_first_commit_of_every_statement_about_its_work()
    {
        var chance = Chance();
        // Those that only look are left to the long form, and of both sides of a commit the one that is not drawn.
        var points =
            from statement in await SaidAsync()
            where Expected.Contains(statement.Key)
            let types = statement.Value.ToList()
            let first = types.FindIndex(Point.AsksForAnswer) + 1
            // What goes with the commit asks for no answer of its own: it is executed or not, and the commit is answered.
            let around = first > 0
                ? new Point[] { new(statement.Key, first, Moment.Withheld), new(statement.Key, 1, Moment.Answered) }
                : [new(statement.Key, types.IndexOf('E') + 1, Moment.Withheld)]
            select around[chance.Next(around.Length)];
        await System.Threading.Tasks.Parallel.ForEachAsync(points.ToList(), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (point, _) => await VisitForSureAsync(point));
        Conclude();
    }

    [Fact]
    public Task A_host_is_killed_around_the_commit_of_a_fire_time() => FireAsync(new FireVisit(5, Moment.Withheld), new FireVisit(1, Moment.Answered));

    [Fact(Explicit = true)]
    public Task A_host_is_killed_at_every_message_of_two_fire_times() =>
        FireAsync([.. from moment in new[] { Moment.Withheld, Moment.Answered } from number in Enumerable.Range(1, moment == Moment.Withheld ? 10 : 2) select new FireVisit(number, moment)]);

    [Fact(Explicit = true)]
    public async Task A_worker_is_killed_at_every_message()
    {
        var statements = from statement in (await SaidAsync()).Keys from moment in new[] { Moment.Withheld, Moment.Answered } select (Statement: statement, Moment: moment);
        await System.Threading.Tasks.Parallel.ForEachAsync(statements, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (walk, _) =>
        {
            // Until two in a row are not reached: how often a worker looks is not the same in every run.
            for (int number = 1, missed = 0; missed < 2; number++)
            {
                missed = await VisitAsync(new(walk.Statement, number, walk.Moment)) ? 0 : missed + 1;
            }
        });
        Conclude();
    }

    private Random Chance()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ROOST_FAULTS_SEED"), CultureInfo.InvariantCulture, out var asked) ? asked : Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ROOST_FAULTS_SEED={seed}"));
        return new(seed);
    }

    private async Task FireAsync(params IReadOnlyList<FireVisit> visits)
    {
        foreach (var visit in visits)
        {
            (await visit.PlayAsync(new Conditions(server))).ShouldBeEmpty();
        }
    }

    /// <summary>What a worker says that nobody disturbs.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<char>>> SaidAsync()
    {
        Visit undisturbed;
        var tries = 0;
        do
        {
            undisturbed = new Visit(null, Errand.Handful);
            (await undisturbed.PlayAsync(new Conditions(server))).ShouldBeEmpty();
        }
        while (++tries < Tries && Expected.Except(undisturbed.Said.Keys).Any());
        Expected.ShouldBeSubsetOf(undisturbed.Said.Keys);
        return undisturbed.Said;
    }

    private async Task VisitForSureAsync(Point point)
    {
        var isReached = false;
        for (var tries = 0; tries < Tries && !isReached; tries++)
        {
            isReached = await VisitAsync(point);
        }
    }

    private async Task<bool> VisitAsync(Point point)
    {
        var visit = new Visit(point, Errand.Handful);
        foreach (var breach in await visit.PlayAsync(new Conditions(server)))
        {
            _breaches.Add((point, breach));
        }

        if (visit.IsReached)
        {
            _visited.AddOrUpdate(point.Statement, 1, static (_, times) => times + 1);
        }
        else
        {
            _missed.Add($"{point} was not reached: {string.Join(", ", visit.Said.Select(said => $"{said.Key} {string.Concat(said.Value)}"))}");
        }

        return visit.IsReached;
    }

    private void Conclude()
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_visited.Values.Sum()} visits: {string.Join(", ", _visited.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"))}"));
        _breaches.ShouldBeEmpty();
        Expected.ShouldBeSubsetOf(_visited.Keys, string.Join('\n', _missed));
    }
}
