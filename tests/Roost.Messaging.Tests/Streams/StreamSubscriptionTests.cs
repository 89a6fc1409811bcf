using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Streams;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What is promised to whoever subscribes to an event of a stream.</summary>
public sealed class StreamSubscriptionTests(PostgresServer server)
{
    private const string Done = "SELECT count(*) FROM roost.job_done";

    [Fact]
    public async Task Each_event_comes_as_a_job_with_who_did_it()
    {
        await using var host = await TillHost.StartAsync(server);
        var context = host.Context();
        await host.Services.GetRequiredService<IOperations>().RunAsync(context, (services, _) =>
            services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.New, [new Deposited(70), new Withdrawn(20), new Withdrawn(5)]));

        await host.UntilAsync(Done, 2L);

        var (first, second) = (host.Counter.Heard[0], host.Counter.Heard[1]);
        (first.Account, first.Amount).ShouldBe(("a", 20L));
        (second.Account, second.Amount).ShouldBe(("a", 5L));
        first.Context.Tenant.ShouldBe(host.Tenant);
        first.Context.Principal.Id.ShouldBe(context.Principal.Id);
        first.Context.CorrelationId.ShouldBe("till-test");
        first.Run.EventId.ShouldBe(await host.OneAsync<Guid>("SELECT event_id FROM roost.stream_event WHERE version = 2"));
        first.Run.Id.ShouldNotBe(second.Run.Id);
    }

    [Fact]
    public async Task Those_of_one_stream_come_in_order_however_often_one_fails()
    {
        await using var host = await TillHost.StartAsync(server);
        host.Counter.Hear = (withdrawn, run) => withdrawn.Amount % 3 == 0 && run.Attempt == 1 ? Error.Unavailable("till.busy", "Not now.") : Result.Success;
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 1; i <= 10; i++)
            {
                await host.AppendAsync($"{writer}", new Withdrawn(i));
            }
        });
        await Task.WhenAll(writers);

        await host.UntilAsync(Done, 40L);

        foreach (var account in host.Counter.Heard.GroupBy(heard => heard.Account))
        {
            account.Select(heard => heard.Amount).ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i), $"The stream {account.Key}.");
        }
    }

    [Fact]
    public async Task What_was_appended_before_is_heard_by_who_asks_for_it()
    {
        await using var host = await TillHost.StartAsync<PlainTillModule>(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Withdrawn(1), new Withdrawn(2));
        await using var curious = await host.StartAnotherAsync<CuriousTillModule>(("Roost:Host:Roles", "worker"));
        await host.UntilAsync("SELECT count(*) FROM roost.projection", 2L);
        await host.AppendAsync("a", new Withdrawn(3));

        await host.UntilAsync("SELECT string_agg(kind || ' ' || count, ', ' ORDER BY kind) FROM (SELECT kind, count(*) FROM roost.job_done GROUP BY kind) k", "till.on-new-withdrawn 1, till.on-withdrawn 3");
        await curious.StopAsync();
    }
}
