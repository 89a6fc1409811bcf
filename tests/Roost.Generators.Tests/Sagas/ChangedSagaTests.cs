using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Sagas;

public sealed class ChangedSagaTests
{
    private const string Written = "trip v1 TripState: hotel+undo, [car+undo | guide+undo], paid<payment-captured>, tell!, when-undone";

    private const string Define = """
        => saga
            .Step("hotel", s => s.Do, undo: s => s.Do)
            .Together(steps => steps
                .Step("car", s => s.Do, undo: s => s.Do)
                .Step("guide", s => s.Do, undo: s => s.Do))
            .WaitFor<PaymentCaptured>("paid", s => s.Take)
            .Step("tell", s => s.Do, declare: step => step.MustSucceed())
            .WhenUndone(s => s.Do);
        """;

    private static readonly SagasFile Lines = new($"""
        # What is under way goes on by these.

        {Written}
        """);

    [Fact]
    public async Task What_is_as_it_is_written_down_compiles() =>
        (await Analysis.OfAsync(TripProgram.Of(Define), Lines)).ShouldBeEmpty();

    [Theory]
    [InlineData("(\"paid\", s => s.Take)", "(\"paid\", s => s.Take, within: TimeSpan.FromDays(2))")]
    [InlineData("step.MustSucceed()", "step.Attempts(3).Timeout(TimeSpan.FromSeconds(10)).Pause(_ => TimeSpan.FromSeconds(1)).MustSucceed()")]
    [InlineData("(\"hotel\", s => s.Do, undo: s => s.Do)", "(\"hotel\", s => (run, token) => s.Do(run, token), s => s.Do, step => step.Attempts(1))")]
    [InlineData("(\"car\", s => s.Do, undo: s => s.Do)\n        .Step(\"guide\", s => s.Do, undo: s => s.Do)", "(\"guide\", s => s.Do, undo: s => s.Do)\n        .Step(\"car\", s => s.Do, undo: s => s.Do)")]
    public async Task What_instances_do_not_depend_on_may_change(string old, string @new) =>
        (await Analysis.OfAsync(TripProgram.Of(Changed(old, @new)), Lines)).ShouldBeEmpty();

    [Theory]
    [InlineData("\"hotel\"", "\"room\"", "room+undo, [car+undo | guide+undo], paid<payment-captured>, tell!, when-undone")]
    [InlineData("(\"hotel\", s => s.Do, undo: s => s.Do)", "(\"hotel\", s => s.Do)", "hotel, [car+undo | guide+undo], paid<payment-captured>, tell!, when-undone")]
    [InlineData("(\"car\", s => s.Do, undo: s => s.Do)", "(\"car\", s => s.Do)", "hotel+undo, [car | guide+undo], paid<payment-captured>, tell!, when-undone")]
    [InlineData("\"guide\", s => s.Do, undo: s => s.Do)", "\"guide\", s => s.Do, undo: s => s.Do, step => step.MustSucceed())", "hotel+undo, [car+undo | guide+undo!], paid<payment-captured>, tell!, when-undone")]
    [InlineData("(\"guide\", s => s.Do, undo: s => s.Do))", "(\"guide\", s => s.Do, undo: s => s.Do)).Step(\"go\", s => s.Do)", "hotel+undo, [car+undo | guide+undo], go, paid<payment-captured>, tell!, when-undone")]
    [InlineData("\n        .Step(\"guide\", s => s.Do, undo: s => s.Do))", ").Step(\"guide\", s => s.Do, undo: s => s.Do)", "hotel+undo, car+undo, guide+undo, paid<payment-captured>, tell!, when-undone")]
    [InlineData("WaitFor<PaymentCaptured>", "WaitFor<Page<int>>", "hotel+undo, [car+undo | guide+undo], paid<page`1>, tell!, when-undone")]
    [InlineData("step.MustSucceed()", "step.Attempts(3)", "hotel+undo, [car+undo | guide+undo], paid<payment-captured>, tell, when-undone")]
    [InlineData(".WaitFor<PaymentCaptured>(\"paid\", s => s.Take)", ".Step(\"paid\", s => s.Do)", "hotel+undo, [car+undo | guide+undo], paid, tell!, when-undone")]
    [InlineData("\n    .WhenUndone(s => s.Do)", "", "hotel+undo, [car+undo | guide+undo], paid<payment-captured>, tell!")]
    public async Task What_instances_depend_on_may_not(string old, string @new, string steps) =>
        (await Analysis.OfAsync(TripProgram.Of(Changed(old, @new)), Lines)).ShouldBe([Message($"trip v1 TripState: {steps}")]);

    [Fact]
    public async Task Another_order_is_a_change() =>
        (await Analysis.OfAsync(
            TripProgram.Of("=> saga.Step(\"pay\", s => s.Do).Step(\"hotel\", s => s.Do);"),
            new SagasFile("trip v1 TripState: hotel, pay"))).ShouldBe([Message("trip v1 TripState: pay, hotel", "trip v1 TripState: hotel, pay")]);

    [Fact]
    public async Task Another_state_is_a_change() =>
        (await Analysis.OfAsync(TripProgram.Of(Define, state: "JourneyState"), Lines)).ShouldBe([Message(Written.Replace("TripState", "JourneyState", StringComparison.Ordinal))]);

    [Fact]
    public async Task A_new_version_is_a_line_of_its_own_and_the_next_number_is_free() =>
        (await Analysis.OfAsync(
            TripProgram.Of("=> saga.Step(\"b\", s => s.Do);", "[Saga(\"trip\", Version = 2)]"),
            new SagasFile("trip v1 TripState: a\ntrip v2 TripState: a, b\ntrip v10 TripState: c\njourney v12 TripState: c"))).ShouldBe(
        [
            $"{TripProgram.AtDefine}: error ROOST1402: Version 2 of the saga 'trip' is written down as 'trip v2 TripState: a, b', and is now 'trip v2 TripState: b'. " +
            "Instances under way go on by the steps written down: keep the class as it was, and write a new one with [Saga(\"trip\", Version = 11)]. " +
            "Only if no instance of it has ever run, change the line in sagas.txt.",
        ]);

    [Fact]
    public async Task Old_and_new_stand_side_by_side() =>
        (await Analysis.OfAsync(
            Assembly.Sagas("""
                internal sealed record S(string Guest);

                [Saga("trip")]
                internal sealed class TripV1 : Saga<S>, ISaga<TripV1>
                {
                    public static void Define(SagaDefinition<TripV1> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
                }

                [Saga("trip", Version = 2)]
                internal sealed class Trip : Saga<S>, ISaga<Trip>
                {
                    public static void Define(SagaDefinition<Trip> saga) => saga.Step("b", s => (_, _) => Task.FromResult(Result.Success));
                }
                """),
            new SagasFile("trip v1 S: a\ntrip v2 S: b"))).ShouldBeEmpty();

    private static string Changed(string old, string @new)
    {
        var changed = Define.Replace(old, @new, StringComparison.Ordinal);
        changed.ShouldNotBe(Define);
        return changed;
    }

    private static string Message(string now, string before = Written) =>
        $"{TripProgram.AtDefine}: error ROOST1402: Version 1 of the saga 'trip' is written down as '{before}', and is now '{now}'. " +
        "Instances under way go on by the steps written down: keep the class as it was, and write a new one with [Saga(\"trip\", Version = 2)]. " +
        "Only if no instance of it has ever run, change the line in sagas.txt.";
}
