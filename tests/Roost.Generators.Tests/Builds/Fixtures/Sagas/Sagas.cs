using Roost;
using Roost.Messaging.Sagas;

namespace Trips;

internal sealed record StayState(string Guest);

/// <summary>Nobody has changed it.</summary>
internal sealed class Stay : Saga<StayState>, ISaga<Stay>
{
    public static void Define(SagaDefinition<Stay> saga) => saga
        .Step("ask", s => s.Do, undo: s => s.Do, step => step.Attempts(3))
        .Step("book", s => s.Do);

    private Task<Result> Do(StepRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}

internal sealed record TripState(string Guest);

/// <summary>It takes the money before it asks for a room.</summary>
internal sealed class Trip : Saga<TripState>, ISaga<Trip>
{
    public static void Define(SagaDefinition<Trip> saga) => saga
        .Step("pay", s => s.Do, undo: s => s.Do)
        .Step("hotel", s => s.Do, undo: s => s.Do);

    private Task<Result> Do(StepRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}

internal sealed record TourState(string Guest);

/// <summary>A new version, not written down yet.</summary>
[Saga("tour", Version = 2)]
internal sealed class Tour : Saga<TourState>, ISaga<Tour>
{
    public static void Define(SagaDefinition<Tour> saga) => saga
        .Together(steps => steps
            .Step("car", s => s.Do)
            .Step("guide", s => s.Do))
        .Step("go", s => s.Do, declare: step => step.MustSucceed());

    private Task<Result> Do(StepRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
