using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.TestWorker;
using Roost.Messaging.TestWorker.Voyages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Deployments;

/// <summary>A stage whose hosts have the old code, or the new one with both versions in it.</summary>
internal sealed class Harbour : IAsyncDisposable
{
    private const int Old = 1;
    private const int New = 2;
    private readonly Stage _stage;

    private Harbour(Stage stage) => _stage = stage;

    /// <summary>Asks with the old code.</summary>
    public required Asking Before { get; init; }

    /// <summary>Asks with the new code.</summary>
    public required Asking Now { get; init; }

    public static async Task<Harbour> OpenAsync(PostgresServer server)
    {
        var stage = await Stage.OpenAsync(new Conditions(server));
        return new(stage) { Before = await stage.AskingAsync(Code(Old)), Now = await stage.AskingAsync(Code(New)) };
    }

    /// <summary>Starts a worker's process with the old code.</summary>
    public Task<WorkerProcess> StartOldAsync(bool holds = false) => StartAsync(Old, holds);

    /// <summary>Starts a worker's process with the new code.</summary>
    public Task<WorkerProcess> StartNewAsync(bool holds = false) => StartAsync(New, holds);

    /// <summary>Starts voyages, one operation a hundred.</summary>
    public static async Task StartAsync(Asking asking, IEnumerable<VoyageState> voyages, Func<VoyageState, bool> isSignalled)
    {
        foreach (var some in voyages.Chunk(100))
        {
            await asking.SagasAsync(sagas =>
            {
                foreach (var voyage in some)
                {
                    sagas.Start($"{voyage.Number}", voyage);
                    if (isSignalled(voyage))
                    {
                        sagas.Signal<VoyageState>($"{voyage.Number}", new Weather("fair"));
                    }
                }
            });
        }
    }

    public static Task SignalAsync(Asking asking, IEnumerable<int> numbers) => asking.SagasAsync(sagas =>
    {
        foreach (var number in numbers)
        {
            sagas.Signal<VoyageState>($"{number}", new Weather("fair"));
        }
    });

    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _stage.LookAsync<T>(sql, parameters);

    public async Task UntilAsync(string sql, long expected) => (await _stage.UntilAsync<long>(sql, answer => answer == expected)).ShouldBe(expected);

    /// <summary>Waits until no voyage is under way, and says which are if some stay.</summary>
    public async Task OverAsync()
    {
        await _stage.IsOverAsync(WorkerProcess.Patience);
        (await LookAsync<string>("SELECT g.key || ' v' || g.version || ' ' || roost.saga_state(g) || ' ' || g.progress FROM roost.saga g ORDER BY g.id LIMIT 5")).ShouldBeEmpty();
    }

    /// <summary>How each voyage ended.</summary>
    public async Task<IReadOnlyDictionary<int, Ended>> EndedAsync() => (await LookAsync<Ended>(
        """
        SELECT d.key::int AS number, d.version AS version, d.status AS status, coalesce(string_agg(DISTINCT v.version::text, ','), '') AS versions,
            coalesce(string_agg(v.step, ', ' ORDER BY v.seq), '') AS steps
        FROM roost.saga_done d LEFT JOIN ledger.voyages v ON v.number = d.key::int
        GROUP BY d.id, d.key, d.version, d.status
        """)).ToDictionary(ended => ended.Number);

    /// <summary>Who had leases: the laws of that hold for sagas as for any job.</summary>
    public async Task<IReadOnlyList<Breach>> JudgeAsync()
    {
        // All but the one by which a running job that changes was claimed: a saga's is told in the middle how long its next step may take.
        var breaches = new List<Breach>();
        foreach (var law in LeaseLaws.All.Where(law => law != LeaseLaws.ClaimsTakeWhatWaits))
        {
            breaches.AddRange((await LookAsync<string>(law.Breaches)).Take(3).Select(what => new Breach(law.Name, what)));
        }

        return breaches;
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private Task<WorkerProcess> StartAsync(int code, bool holds) =>
        _stage.StartAsync(Code(code), (LedgerHost.Holds, holds.ToString()), ("Roost:Messaging:StopGrace", "00:00:01"));

    private static (string Key, string Value) Code(int version) => (LedgerHost.Voyages, $"{version}");

    /// <param name="Versions">The versions whose steps were done.</param>
    internal sealed record Ended(int Number, int Version, short Status, string Versions, string Steps);
}
