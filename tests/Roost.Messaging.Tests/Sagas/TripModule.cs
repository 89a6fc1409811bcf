using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Sagas;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Tests.Sagas;

/// <summary>A module whose saga does what a test tells it.</summary>
[Module("trips")]
public sealed class TripModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Saga<Trip>()
        .Saga<Stay>()
        .Saga<Tour>()
        .Saga<Haggle>()
        .Publishes<Confirmed>()
        .Signals<Confirmed, StayState>(confirmed => confirmed.Guest)
        .Services(services => services.AddSingleton<Agency>());
}

public sealed record TripState(string Guest)
{
    public int Paid { get; set; }
}

public sealed record StayState(string Guest);

[IntegrationEvent("trips.confirmed")]
public sealed record Confirmed(string By, string? Guest = null);

/// <summary>Three steps forward, each of which can be undone.</summary>
internal sealed class Trip(Agency agency, Sql<TripModule> sql, Operation operation) : Saga<TripState>, ISaga<Trip>
{
    public static void Define(SagaDefinition<Trip> saga) => saga
        .Step("hotel", s => s.Hotel, undo: s => s.NoHotel, step => step.Attempts(3))
        .Step("flight", s => s.Flight, undo: s => s.NoFlight, step => step.Attempts(3).Timeout(TimeSpan.FromSeconds(2)))
        .Step("pay", s => s.Pay, undo: s => s.NoPay)
        .Step("tell", s => s.Tell, declare: step => step.MustSucceed())
        .Step("thank", s => s.Thank, declare: step => step.Attempts(1))
        .WhenUndone(s => s.Over);

    private Task<Result> Hotel(StepRun run, CancellationToken cancellationToken) => Do("hotel", run, cancellationToken);

    private Task<Result> NoHotel(StepRun run, CancellationToken cancellationToken) => Do("no hotel", run, cancellationToken);

    private Task<Result> Flight(StepRun run, CancellationToken cancellationToken) => Do("flight", run, cancellationToken);

    private Task<Result> NoFlight(StepRun run, CancellationToken cancellationToken) => Do("no flight", run, cancellationToken);

    private Task<Result> Pay(StepRun run, CancellationToken cancellationToken)
    {
        State.Paid += 100;
        return Do("pay", run, cancellationToken);
    }

    private Task<Result> NoPay(StepRun run, CancellationToken cancellationToken) => Do("no pay", run, cancellationToken);

    private Task<Result> Tell(StepRun run, CancellationToken cancellationToken) => Do("tell", run, cancellationToken);

    private Task<Result> Thank(StepRun run, CancellationToken cancellationToken) => State.Guest == "rude" ? Do("thank", run, cancellationToken) : Task.FromResult(Result.Success);

    private Task<Result> Over(StepRun run, CancellationToken cancellationToken) => Do("over", run, cancellationToken);

    private Task<Result> Do(string step, StepRun run, CancellationToken cancellationToken) =>
        agency.DoAsync(new(step, run, State.Guest, State.Paid, operation), sql, cancellationToken);
}

/// <summary>Waits for somebody to confirm it.</summary>
internal sealed class Stay(Agency agency, Sql<TripModule> sql, Operation operation) : Saga<StayState>, ISaga<Stay>
{
    public static void Define(SagaDefinition<Stay> saga) => saga
        .Step("ask", s => s.Ask, undo: s => s.TakeBack)
        .WaitFor<Confirmed>("confirmed", s => s.Confirm, within: TimeSpan.FromSeconds(8))
        .Step("book", s => s.Book);

    private Task<Result> Ask(StepRun run, CancellationToken cancellationToken) => Do("ask", run, cancellationToken);

    private Task<Result> TakeBack(StepRun run, CancellationToken cancellationToken) => Do("take back", run, cancellationToken);

    private Task<Result> Confirm(Confirmed confirmed, StepRun run, CancellationToken cancellationToken) => Do($"confirmed by {confirmed.By}", run, cancellationToken);

    private Task<Result> Book(StepRun run, CancellationToken cancellationToken) => Do("book", run, cancellationToken);

    private Task<Result> Do(string step, StepRun run, CancellationToken cancellationToken) =>
        agency.DoAsync(new(step, run, State.Guest, 0, operation), sql, cancellationToken);
}

public sealed record TourState(string Guest)
{
    public string? Car { get; set; }

    public string? Guide { get; set; }
}

/// <summary>Two steps side by side, and one behind them.</summary>
internal sealed class Tour(Agency agency, Sql<TripModule> sql, Operation operation) : Saga<TourState>, ISaga<Tour>
{
    public static void Define(SagaDefinition<Tour> saga) => saga
        .Together(steps => steps
            .Step("car", s => s.Rent, undo: s => s.NoCar)
            .Step("guide", s => s.Hire, undo: s => s.NoGuide, step => step.Pause(_ => TimeSpan.FromMilliseconds(10))))
        .Step("go", s => s.Go);

    private Task<Result> Rent(StepRun run, CancellationToken cancellationToken)
    {
        State.Car = "red";
        return Do("car", run, cancellationToken);
    }

    private Task<Result> NoCar(StepRun run, CancellationToken cancellationToken) => Do("no car", run, cancellationToken);

    private Task<Result> Hire(StepRun run, CancellationToken cancellationToken)
    {
        State.Guide = "Ann";
        State.Car = State.Guest == "greedy" ? "blue" : State.Car;
        return Do("guide", run, cancellationToken);
    }

    private Task<Result> NoGuide(StepRun run, CancellationToken cancellationToken) => Do("no guide", run, cancellationToken);

    private Task<Result> Go(StepRun run, CancellationToken cancellationToken) => Do($"go in {State.Car} with {State.Guide}", run, cancellationToken);

    private Task<Result> Do(string step, StepRun run, CancellationToken cancellationToken) =>
        agency.DoAsync(new(step, run, State.Guest, 0, operation), sql, cancellationToken);
}

internal sealed record Leg(string Step, StepRun Run, string Guest, int Paid, Operation Operation);

/// <summary>What was done, and what is to be done.</summary>
internal sealed class Agency
{
    private readonly ConcurrentQueue<Leg> _legs = new();

    /// <summary>What a step does.</summary>
    public Func<Leg, Sql<TripModule>, CancellationToken, Task<Result>> Work { get; set; } = (_, _, _) => Task.FromResult(Result.Success);

    public IReadOnlyCollection<Leg> Legs => _legs;

    /// <summary>The steps of a guest, in their order.</summary>
    public string Told(string guest) => string.Join(", ", _legs.Where(leg => leg.Guest == guest).Select(leg => leg.Step));

    public Task<Result> DoAsync(Leg leg, Sql<TripModule> sql, CancellationToken cancellationToken)
    {
        _legs.Enqueue(leg);
        return Work(leg, sql, cancellationToken);
    }
}
