using Roost.Messaging.Sagas;

namespace Roost.Messaging.TestWorker.Voyages;

/// <summary>The steps as they are now: it is insured first, hires no crew, and has another end.</summary>
[Saga("voyage", Version = 2)]
internal sealed class Voyage(Logbook book) : Saga<VoyageState>, ISaga<Voyage>
{
    private const int Version = 2;

    public static void Define(SagaDefinition<Voyage> saga) => saga
        .Step("insure", s => s.Insure, undo: s => s.NoPolicy, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("ship", s => s.Ship, undo: s => s.NoShip, step => step.Attempts(100).Pause(Logbook.Pause))
        .WaitFor<Weather>("weather", s => s.Look, within: TimeSpan.FromHours(1), undo: null, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("sail", s => s.Sail, undo: s => s.NoSail, step => step.Attempts(100).Pause(Logbook.Pause))
        .Step("land", s => s.Land, declare: step => step.MustSucceed().Pause(Logbook.Pause))
        .WhenUndone(s => s.Over, step => step.Pause(Logbook.Pause));

    private Task<Result> Insure(StepRun run, CancellationToken cancellationToken)
    {
        State.Policy = $"for {State.Number}";
        return book.DoAsync(State, Version, "insure", cancellationToken);
    }

    private Task<Result> NoPolicy(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no policy", cancellationToken);

    private Task<Result> Ship(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "ship", cancellationToken);

    private Task<Result> NoShip(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no ship", cancellationToken);

    private Task<Result> Look(Weather weather, StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, weather.Sky, cancellationToken);

    private Task<Result> Sail(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "sail", cancellationToken);

    private Task<Result> NoSail(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "no sail", cancellationToken);

    private Task<Result> Land(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, $"land {State.Policy}", cancellationToken);

    private Task<Result> Over(StepRun run, CancellationToken cancellationToken) => book.DoAsync(State, Version, "over", cancellationToken);
}
