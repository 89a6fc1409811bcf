using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

/// <summary>What publishing costs the operation that does it, as the driver's own spans say.</summary>
public sealed class StatementTests(PostgresServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task Events_cost_the_transaction_one_statement_however_many_they_are(int events)
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Host:Roles", "api"));
        var without = await StatementsAsync(host, 0);

        var with = await StatementsAsync(host, events);

        without.ShouldNotBeEmpty();
        without.ShouldNotContain(statement => statement.Contains("event", StringComparison.Ordinal));
        with.Count.ShouldBe(without.Count + 1, string.Join('\n', with));
        with.Count(statement => statement.Contains("roost.event_add", StringComparison.Ordinal)).ShouldBe(1);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.outbox")).ShouldBe(events);
        (await host.CountAsync<long>("SELECT count(DISTINCT xid) FROM roost.outbox")).ShouldBe(1);
    }

    private static Task<IReadOnlyCollection<string>> StatementsAsync(NewsHost host, int events) => Statements.OfAsync(() => host.RunAsync(async services =>
    {
        await services.GetRequiredService<Sql<NewsModule>>().ExecuteAsync("INSERT INTO news.effects VALUES ('written')");
        for (var i = 0; i < events; i++)
        {
            services.GetRequiredService<IEvents>().Publish(new Printed($"{i}"));
        }

        return 0;
    }));
}
