using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Jobs;

/// <summary>What asking for jobs costs the operation that asks, as the driver's own spans say.</summary>
public sealed class StatementTests(PostgresServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task Jobs_cost_the_transaction_one_statement_however_many_they_are(int jobs)
    {
        await using var host = await ChoresHost.StartAsync(server);
        var without = await StatementsAsync(host, 0);

        var with = await StatementsAsync(host, jobs);

        without.ShouldNotBeEmpty();
        with.Count.ShouldBe(without.Count + 1, string.Join('\n', with));
        with.Count(statement => statement.Contains("roost.job_add", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task An_operation_that_asks_for_none_pays_for_none()
    {
        await using var host = await ChoresHost.StartAsync(server);

        (await StatementsAsync(host, 0)).ShouldNotContain(statement => statement.Contains("job", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyCollection<string>> StatementsAsync(ChoresHost host, int jobs) => Statements.OfAsync(() => host.RunAsync(async services =>
    {
        await services.GetRequiredService<Sql<ChoresModule>>().ExecuteAsync("INSERT INTO chores.effects VALUES ('written')");
        for (var i = 0; i < jobs; i++)
        {
            services.GetRequiredService<IJobs>().Enqueue(new Chore($"{i}"), new JobOptions { Delay = TimeSpan.FromHours(1) });
        }

        return 0;
    }));
}
