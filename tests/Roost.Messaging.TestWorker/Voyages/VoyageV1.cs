using Roost.Messaging.Sagas;

namespace Roost.Messaging.TestWorker.Voyages;

/// <summary>The steps as they were first.</summary>
[Saga("voyage")]
internal sealed class VoyageV1(Logbook book) : Saga<VoyageState>, ISaga<VoyageV1>
{
    private const int Version = 1;

    public static void Define(SagaDefinition<VoyageV1> saga) => saga
        .Step("ship", s => s.Ship, undo: s => s.NoShip, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("crew", s => s.Crew, undo: s => s.NoCrew, step => step.Attempts(100).Pause(Logbook.Pause))
        .WaitFor<Weather>("weather", s => s.Look, within: TimeSpan.FromHours(1), undo: null, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("sail", s => s.Sail, undo: s => s.NoSail, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("arrive", s => s.Arrive, declare: step => step.MustSucceed().Pause(Logbook.Pause))
        .Step("tell", s => s.Tell)
        .WhenUndone(s => s.Over, step => step.Pause(Logbook.Pause));

    private Task<Result> Ship(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "ship", cancellationToken);

    private Task<Result> NoShip(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no ship", cancellationToken);

    private Task<Result> Crew(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "crew", cancellationToken);

    private Task<Result> NoCrew(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no crew", cancellationToken);

    private Task<Result> Look(Weather weather, StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, weather.Sky, cancellationToken);

    private Task<Result> Sail(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "sail", cancellationToken);

    private Task<Result> NoSail(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no sail", cancellationToken);

    private Task<Result> Arrive(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "arrive", cancellationToken);

    private Task<Result> Tell(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "tell", cancellationToken);

    private Task<Result> Over(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "over", cancellationToken);
}
