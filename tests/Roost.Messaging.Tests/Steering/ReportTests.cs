using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Store;
using Roost.Messaging.Workers;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Steering;

/// <summary>What is said of jobs in logs and metrics.</summary>
public sealed class ReportTests(PostgresServer server)
{
    [Fact]
    public async Task A_dead_letter_is_reported_when_the_database_has_it_and_not_before()
    {
        var lines = new Lines();
        await using var host = await ChoresHost.StartAsync(server, services => services.AddSingleton<ILoggerProvider>(lines));
        var isTaken = new TaskCompletionSource();
        host.Book.Work = async (chore, _) =>
        {
            await (chore.Name == "taken" ? isTaken.Task : Task.CompletedTask);
            return new Error(ErrorKind.Invalid, "chores.broken", "It is broken.");
        };
        var id = (await host.AskAsync("taken"))[0];
        await host.Book.BegunAsync("taken");
        await host.LookAsync<int>("DELETE FROM roost.job WHERE id = @id", new { id });
        isTaken.SetResult();
        (await lines.ReadAsync(4022)).ShouldContain($"{id}");

        var dead = (await host.AskAsync("dead"))[0];

        (await lines.ReadAsync(4021)).ShouldContain($"{dead}");
        lines.All.Where(line => line.Id == 4021).ShouldHaveSingleItem();
        (await host.CountAsync<Guid>("SELECT id FROM roost.job_dead")).ShouldBe(dead);
    }

    [Fact]
    public async Task A_death_by_rescue_is_reported_by_its_id()
    {
        var lines = new Lines();
        await using var host = await ChoresHost.StartAsync(
            server, services => services.AddSingleton<ILoggerProvider>(lines), ("Roost:Messaging:HeartbeatInterval", "00:00:00.1"), ("Roost:Messaging:WorkerTimeout", "00:00:00.5"));
        var id = (await host.AddAsync(1, "elsewhere", "nobody.knows"))[0];

        await host.LookAsync<int>("UPDATE roost.job SET state = 2, crashes = 2, worker_id = gen_random_uuid() WHERE id = @id", new { id });

        (await lines.ReadAsync(4024)).ShouldBe($"Job {id} (nobody.knows) is a dead letter: Its worker died, three times.");
    }

    [Fact]
    public async Task The_eldest_worker_counts_what_is_in_the_queues()
    {
        await using var host = await ChoresHost.StartAsync(server, ("Roost:Messaging:QueueConcurrency:sweeps", "7"));
        await host.AddAsync(1, "elsewhere", "nobody.knows", 3);
        await host.AddAsync(0, "elsewhere", "nobody.knows", 2);
        await host.Steering.PauseAsync("elsewhere");
        var census = host.Services.GetRequiredService<QueueCensus>();
        using var stop = new CancellationTokenSource();
        await host.UntilAsync("SELECT count(*) FROM roost.job_worker", 1L);
        var worker = await host.CountAsync<Guid>("SELECT id FROM roost.job_worker");

        // As when this worker begins; its next count would come a quarter of a minute later.
        var counting = census.RunAsync(worker, stop.Token);
        var seen = await UntilAsync(host, "roost.queue.jobs", values => values.Contains("elsewhere,ready=3"));

        seen.ShouldContain("elsewhere,scheduled=2");
        seen.ShouldContain("elsewhere,dead=0");
        seen.ShouldContain("default,ready=0");
        Read(host, "roost.queue.paused").ShouldBe(["elsewhere=1"]);
        Read(host, "roost.worker.places").ShouldContain("sweeps=7");
        await stop.CancelAsync();
        await counting;
        (await host.Services.GetRequiredService<QueueStore>().CountAsync(Guid.CreateVersion7(), 10, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> UntilAsync(ChoresHost host, string metric, Func<IReadOnlyList<string>, bool> will)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        IReadOnlyList<string> values;
        do
        {
            values = Read(host, metric);
        }
        while (!will(values) && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync());
        return values;
    }

    /// <summary>What a gauge of this host says now: labels, and the value.</summary>
    private static IReadOnlyList<string> Read(ChoresHost host, string metric)
    {
        var values = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == metric && instrument.Meter.Scope == host.Services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => values.Add($"{Labels(tags)}={value}"));
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => values.Add($"{Labels(tags)}={value}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => tag.Value));

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _first = new();

        public ConcurrentQueue<(int Id, string Text)> All { get; } = new();

        public Task<string> ReadAsync(int id) => Of(id).Task.WaitAsync(TimeSpan.FromSeconds(30));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            All.Enqueue((eventId.Id, formatter(state, exception)));
            Of(eventId.Id).TrySetResult(formatter(state, exception));
        }

        public void Dispose()
        {
        }

        private TaskCompletionSource<string> Of(int id) => _first.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
