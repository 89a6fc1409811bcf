using Roost.Messaging.Events;
using Roost.Modules;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Remoting.TestHost.News;

/// <summary>Writes down what it hears, in another database.</summary>
[Module("listener")]
public sealed class ListenerModule : Module
{
    /// <summary>What the test makes in the database before anybody listens.</summary>
    public const string Tables =
        """
        CREATE SCHEMA listener;
        CREATE TABLE listener.heard (place bigint GENERATED ALWAYS AS IDENTITY, event uuid NOT NULL, key text, number int NOT NULL, tenant uuid, correlation text NOT NULL);
        """;

    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Heard>()
        .Handles<Told, Listener>(job => job.InOrder().Attempts(100));
}

/// <summary>Something was heard. Nobody but this module may say so.</summary>
[IntegrationEvent("listener.heard")]
public sealed record Heard(int Number);

internal sealed class Listener(Sql<ListenerModule> sql, Operations.CallContext context) : IEventHandler<Told>
{
    public async Task<Result> HandleAsync(Told integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "INSERT INTO listener.heard (event, key, number, tenant, correlation) VALUES (@EventId, @Key, @Number, @Tenant, @CorrelationId)",
            new { run.EventId, run.Key, integrationEvent.Number, Tenant = context.Tenant?.Value, context.CorrelationId },
            cancellationToken);
        return Result.Success;
    }
}
