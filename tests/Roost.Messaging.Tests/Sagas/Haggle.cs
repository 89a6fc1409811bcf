using Roost.Messaging.Sagas;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Tests.Sagas;

public sealed record HaggleState(string Guest);

public sealed record Offer(int Price);

/// <summary>Waits for the same sort of signal twice.</summary>
internal sealed class Haggle(Agency agency, Sql<TripModule> sql, Operation operation) : Saga<HaggleState>, ISaga<Haggle>
{
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    public static void Define(SagaDefinition<Haggle> saga) => saga
        .WaitFor<Offer>("first", s => s.First, within: Within)
        .WaitFor<Offer>("second", s => s.Second, within: Within);

    private Task<Result> First(Offer offer, StepRun run, CancellationToken cancellationToken) => Do($"first {offer.Price}", run, cancellationToken);

    private Task<Result> Second(Offer offer, StepRun run, CancellationToken cancellationToken) => Do($"second {offer.Price}", run, cancellationToken);

    private Task<Result> Do(string step, StepRun run, CancellationToken cancellationToken) =>
        agency.DoAsync(new(step, run, State.Guest, 0, operation), sql, cancellationToken);
}
