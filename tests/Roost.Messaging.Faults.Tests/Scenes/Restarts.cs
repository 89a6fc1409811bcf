using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>The server is cut off under load and started again, by turns at once and after longer than any worker may be silent.</summary>
/// <param name="times">How often.</param>
/// <param name="posts">How much there is to do between two.</param>
internal sealed class Restarts(int times, int posts) : IScene
{
    // Long enough that there are some in the middle when the server goes.
    private const int Milliseconds = 40;
    private const string Done = "SELECT count(*) FROM roost.job_done";

    // A busy machine may keep a worker from its heartbeat for seconds: it is not to be taken for dead for that either.
    private static readonly TimeSpan WorkerTimeout = TimeSpan.FromSeconds(6);

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        var stage = await Stage.OpenAsync(conditions with { Server = server });
        try
        {
            return await PlayAsync(stage, server);
        }
        finally
        {
            // The database goes with its server.
            await stage.EndAsync();
        }
    }

    private async Task<IReadOnlyList<Breach>> PlayAsync(Stage stage, PostgresServer server)
    {
        var workers = await Task.WhenAll(Start(), Start());
        for (var restart = 0; restart < times; restart++)
        {
            var from = restart * posts;
            var enough = await stage.CountAsync<long>(Done) + (posts / 4);
            // A new host each time: one that is there already learns by a failure that its connections are dead.
            var asking = await stage.AskingAsync();
            await asking.PostAsync(from, posts, number => new(number, number % 2 == 0, Milliseconds + (number % 20)));
            await stage.UntilAsync<long>(Done, done => done >= enough);
            await (restart == 1 ? ServerSwitch.StopAsync(server.Cluster) : ServerSwitch.CutAsync(server.Cluster));
            if (restart % 2 == 0)
            {
                // An outage that is longer than the patience with any worker: its length is what is tried.
                await Task.Delay(WorkerTimeout * 1.5);
            }

            await ServerSwitch.StartAsync(server.Cluster);
            await stage.UntilAsync<long>(Done, done => done > enough);
        }

        var breaches = await stage.SettleAsync();
        workers.ShouldAllBe(worker => worker.IsRunning);
        var dead = await stage.LookAsync<string>("SELECT error FROM roost.job_error WHERE error LIKE 'Its worker died%'");
        return [.. breaches, .. dead.Take(5).Select(error => new Breach("Nobody is taken for dead because the database was away", error))];

        Task<WorkerProcess> Start() => stage.StartAsync(("Roost:Messaging:WorkerTimeout", WorkerTimeout.ToString()));
    }
}
