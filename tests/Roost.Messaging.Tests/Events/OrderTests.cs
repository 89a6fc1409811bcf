using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Modules;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

/// <summary>Events of one key, in the order in which their operations committed.</summary>
public sealed class OrderTests(PostgresServer server)
{
    [Fact]
    public async Task Events_of_one_key_are_handled_in_the_order_of_their_commits_however_often_a_handler_fails()
    {
        const int Keys = 50;
        const int Each = 6;
        // Three hundred wait for ten connections, on a busy machine as well.
        await using var host = await NewsHost.StartAsync<OrderedModule>(server, ("Roost:Postgres:ConnectTimeout", "00:01:00"));
        await host.LookAsync<int>("CREATE TABLE news.counters (key text PRIMARY KEY, number int NOT NULL); GRANT SELECT, INSERT, UPDATE ON news.counters TO PUBLIC");
        await host.LookAsync<int>("INSERT INTO news.counters SELECT 'key-' || n, 0 FROM generate_series(0, 49) n");

        // Several writers of one aggregate: its row makes them wait for each other, and says which of them was when.
        await Task.WhenAll(Enumerable.Range(0, Keys * Each).Select(i => Task.Run(() => host.RunAsync(async services =>
        {
            var key = $"key-{i % Keys}";
            var numbers = await services.GetRequiredService<Sql<OrderedModule>>().WriteAsync<int>(
                "UPDATE news.counters SET number = number + 1 WHERE key = @key RETURNING number", new { key });
            return services.GetRequiredService<IEvents>().Publish(new Counted(key, numbers[0]), key);
        }))));

        await host.UntilAsync("SELECT count(*) FROM roost.job_done", (long)Keys * Each);
        var log = host.Services.GetRequiredService<CountLog>();
        log.Failures.ShouldBeGreaterThan(20);
        foreach (var key in log.Handled.GroupBy(counted => counted.Key))
        {
            key.Select(counted => counted.Number).ShouldBe(Enumerable.Range(1, Each), key.Key);
        }

        log.Handled.Count.ShouldBe(Keys * Each);
    }

    [Fact]
    public async Task They_are_in_order_too_when_an_older_image_that_knows_of_no_order_has_registered_the_subscription_last()
    {
        await using var host = await NewsHost.StartAsync<OrderedModule>(server);
        (await host.LookAsync<bool>("UPDATE roost.event_subscription SET limited = false RETURNING limited")).ShouldBe([false]);
        await host.LookAsync<int>("CREATE TABLE news.limited (limited boolean NOT NULL, state smallint NOT NULL)");
        await host.LookAsync<int>(
            """
            CREATE FUNCTION news.see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN INSERT INTO news.limited VALUES (NEW.limited, NEW.state); RETURN NULL; END';
            CREATE TRIGGER see AFTER INSERT ON roost.job FOR EACH ROW EXECUTE FUNCTION news.see();
            """);

        await host.RunAsync(services => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Counted("one", 1), "one")));

        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 1L);
        (await host.LookAsync<string>("SELECT limited || ' ' || state FROM news.limited")).ShouldBe(["true 3"]);
    }
}

[Module("news")]
public sealed class OrderedModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Counted>()
        .Handles<Counted, Counter>(job => job.InOrder().RetryAfter(static _ => TimeSpan.FromMilliseconds(20)))
        .Services(services => services.AddSingleton<CountLog>());
}

[IntegrationEvent("news.counted")]
public sealed record Counted(string Key, int Number);

internal sealed class CountLog
{
    private int _failures;

    public ConcurrentQueue<Counted> Handled { get; } = new();

    public int Failures => _failures;

    /// <summary>Whether this attempt is to fail: some do at first, by chance that is the same in every run.</summary>
    public bool Fails(Counted counted, int attempt) => attempt == 1 && (counted.Number * 7 + counted.Key.Length + counted.Key[^1]) % 4 == 0 && Interlocked.Increment(ref _failures) > 0;
}

internal sealed class Counter(CountLog log) : IEventHandler<Counted>
{
    public Task<Result> HandleAsync(Counted integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        if (log.Fails(integrationEvent, run.Attempt))
        {
            throw new InvalidOperationException("Not at first.");
        }

        run.Key.ShouldBe(integrationEvent.Key);
        log.Handled.Enqueue(integrationEvent);
        return Task.FromResult(Result.Success);
    }
}
