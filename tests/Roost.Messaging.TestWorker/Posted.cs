using Roost.Messaging.Events;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>A <see cref="Post"/> wrote.</summary>
/// <param name="Number">Names the post.</param>
[IntegrationEvent("ledger.posted")]
public sealed record Posted(int Number);

internal sealed class PostedHandler(Sql<LedgerModule> sql) : IEventHandler<Posted>
{
    public async Task<Result> HandleAsync(Posted integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'heard', @Id)", new { integrationEvent.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
