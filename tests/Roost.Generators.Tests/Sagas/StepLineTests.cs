using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Sagas;

/// <summary>What the line of a saga says, as the compiler asks for it.</summary>
public sealed class StepLineTests
{
    [Theory]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do);", "hotel")]
    [InlineData("{ saga.Step(\"hotel\", s => s.Do); }", "hotel")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do, undo: s => s.Do).Step(\"pay\", s => s.Do);", "hotel+undo, pay")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do, s => s.Do);", "hotel+undo")]
    [InlineData("=> saga.Step(undo: s => (_, _) => s.Do(default!, default), run: s => s.Do, name: \"hotel\");", "hotel+undo")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do, undo: Undo);", "hotel+undo")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do, undo: null);", "hotel")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do, undo: default);", "hotel")]
    [InlineData("=> saga.Step(Hotel, s => s.Do).Step($\"{Hotel}-2\", s => s.Do).Step(nameof(pay), s => s.Do);", "hotel, hotel-2, pay")]
    [InlineData("=> saga.Step(\"tell\", s => s.Do, declare: step => step.Attempts(3).MustSucceed().Timeout(TimeSpan.FromSeconds(9)));", "tell!")]
    [InlineData("=> saga.Step(\"tell\", s => s.Do, s => s.Do, step => { step.MustSucceed(); });", "tell+undo!")]
    [InlineData("=> saga.Step(\"tell\", s => s.Do, declare: null);", "tell")]
    [InlineData("=> saga.WaitFor<PaymentCaptured>(\"paid\", s => s.Take);", "paid<payment-captured>")]
    [InlineData("=> saga.WaitFor<PaymentCaptured>(\"paid\", s => s.Take, TimeSpan.FromDays(2), s => s.Do, step => step.MustSucceed());", "paid<payment-captured>+undo!")]
    [InlineData("=> saga.WaitFor<Page<int>>(\"paid\", s => s.Take).WaitFor<string[]>(\"named\", s => s.Take);", "paid<page`1>, named<string[]>")]
    [InlineData("=> saga.Together(steps => steps.Step(\"car\", s => s.Do, s => s.Do).Step(\"guide\", s => s.Do, declare: step => step.MustSucceed())).Step(\"go\", s => s.Do);", "[car+undo | guide!], go")]
    [InlineData("=> saga.Together(steps => { steps.Step(\"guide\", s => s.Do).Step(\"car\", s => s.Do); });", "[car | guide]")]
    [InlineData("=> saga.Together(steps => steps.Step(\"car\", s => s.Do));", "car")]
    [InlineData("=> saga.Step(\"hotel\", s => s.Do).WhenUndone(s => s.Do);", "hotel, when-undone")]
    [InlineData("=> saga.WhenUndone(s => s.Do, step => step.Timeout(TimeSpan.FromSeconds(9))).Step(\"hotel\", s => s.Do);", "hotel, when-undone")]
    public async Task It_says_what_instances_depend_on(string define, string steps)
    {
        const string Members = "private const string Hotel = \"hotel\"; private const int pay = 1; private static Func<StepRun, CancellationToken, Task<Result>> Undo(Trip trip) => trip.Do;";

        (await Analysis.OfAsync(TripProgram.Of(define, members: Members))).ShouldBe(
        [
            $"{TripProgram.AtDefine}: error ROOST1401: Version 1 of the saga 'trip' is not written down. " +
            $"Add the line 'trip v1 TripState: {steps}' to the file sagas.txt beside the project file.",
        ]);
        (await Analysis.OfAsync(TripProgram.Of(define, members: Members), new SagasFile($"trip v1 TripState: {steps}"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[Saga(\"journey\")]", "TripState", "journey v1 TripState: hotel")]
    [InlineData("[Saga(\"journey\", Version = 3)]", "TripState", "journey v3 TripState: hotel")]
    [InlineData("[Saga(name: \"trip\", Version = 1)]", "JourneyState", "trip v1 JourneyState: hotel")]
    [InlineData("", "Page<int>", "trip v1 Page<int>: hotel")]
    [InlineData("", "Dictionary<string, Page<TripState?>>", "trip v1 Dictionary<string, Page<TripState>>: hotel")]
    public async Task It_begins_with_name_version_and_state(string attribute, string state, string line)
    {
        var program = TripProgram.Of("=> saga.Step(\"hotel\", s => s.Do);", attribute, state);

        (await Analysis.OfAsync(program)).ShouldHaveSingleItem().ShouldEndWith($" is not written down. Add the line '{line}' to the file sagas.txt beside the project file.");
        (await Analysis.OfAsync(program, new SagasFile(line))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Trip", "trip")]
    [InlineData("BookTrip2", "book-trip2")]
    [InlineData("VATReturn", "vat-return")]
    [InlineData("Trip_2", "trip_2")]
    public async Task Without_an_attribute_it_is_called_by_its_class_as_its_job_is(string type, string name) =>
        (await Analysis.OfAsync(Named(type), new SagasFile($"{name} v1 S: a"))).ShouldBeEmpty();

    [Fact]
    public async Task It_may_be_nested_and_name_Define_by_its_interface() =>
        (await Analysis.OfAsync(Assembly.Sagas("""
            internal static class Trips
            {
                internal sealed record State(string Guest);

                internal abstract class Common : Saga<State>
                {
                    protected Task<Result> A(StepRun run, CancellationToken token) => Task.FromResult(Result.Success);
                }

                private sealed class Trip : Common, ISaga<Trip>
                {
                    static void ISaga<Trip>.Define(SagaDefinition<Trip> saga) => saga.Step("a", s => s.A);
                }
            }
            """))).ShouldBe(
        [
            "(12,33): error ROOST1401: Version 1 of the saga 'trip' is not written down. Add the line 'trip v1 State: a' to the file sagas.txt beside the project file.",
        ]);

    [Fact]
    public async Task What_start_up_refuses_or_nobody_asks_for_needs_none() =>
        (await Analysis.OfAsync(Assembly.Sagas("""
            internal sealed record S(string Guest);

            [Saga("trip", Version = 0)]
            internal sealed class Zeroth : Saga<S>, ISaga<Zeroth>
            {
                public static void Define(SagaDefinition<Zeroth> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }

            [Saga("The trip")]
            internal sealed class Misnamed : Saga<S>, ISaga<Misnamed>
            {
                public static void Define(SagaDefinition<Misnamed> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }

            internal abstract class Half : Saga<S>, ISaga<Half>
            {
                public static void Define(SagaDefinition<Half> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }

            internal sealed class Other
            {
                public static void Define(SagaDefinition<Half> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }
            """))).ShouldBeEmpty();

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Named(string type) => Assembly.Sagas($$"""
        internal sealed record S(string Guest);

        internal sealed class {{type}} : Saga<S>, ISaga<{{type}}>
        {
            public static void Define(SagaDefinition<{{type}}> saga) => saga.Step("a", s => s.A);
            private Task<Result> A(StepRun run, CancellationToken token) => Task.FromResult(Result.Success);
        }
        """);
}
