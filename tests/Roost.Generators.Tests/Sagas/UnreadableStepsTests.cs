using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Sagas;

public sealed class UnreadableStepsTests
{
    private const string Chain = "its Define is not one chain of calls. Write one expression, without variables, conditions and methods of your own: 'saga.Step(…).Step(…)'.";
    private const string Branches = "what runs side by side is not one chain of calls. Write 'steps => steps.Step(…).Step(…)'.";
    private const string NoConstant = "the name of a step is not a constant. Write it as a string, or as a const.";
    private const string NoUndo = "only the running program knows whether a step has an undo. Write 'undo: s => s.…', or leave it out.";
    private const string NoEnd = "only the running program knows whether a step must succeed. Write what is declared of it as one chain of calls: 'step => step.Attempts(3).MustSucceed()'.";

    [Theory]
    [InlineData("{ }", 9, Chain)]
    [InlineData("=> throw new NotSupportedException();", 12, Chain)]
    [InlineData("=> _ = saga.Step(\"a\", s => s.Do);", 12, Chain)]
    [InlineData("=> saga.Common().Step(\"a\", s => s.Do);", 12, Chain)]
    [InlineData("=> More.Common(saga);", 12, Chain)]
    [InlineData("=> saga.Step(\"a\", s => s.Do).ToString();", 12, Chain)]
    [InlineData("=> (Late ? saga : saga.Step(\"b\", s => s.Do)).Step(\"a\", s => s.Do);", 13, Chain)]
    [InlineData("{ saga.Step(\"a\", s => s.Do); saga.Step(\"b\", s => s.Do); }", 38, Chain)]
    [InlineData("{ if (Late) { saga.Step(\"a\", s => s.Do); } }", 11, Chain)]
    [InlineData("{ var own = saga; own.Step(\"a\", s => s.Do); }", 27, Chain)]
    [InlineData("=> saga.Step(Named, s => s.Do);", 22, NoConstant)]
    [InlineData("=> saga.Together(steps => steps.Step($\"{Named}\", s => s.Do));", 46, NoConstant)]
    [InlineData("=> saga.Step(\"Book it\", s => s.Do);", 22, "'Book it' cannot be the name of a step. Use lower-case letters, digits and hyphens.")]
    [InlineData("=> saga.Step(\"\", s => s.Do);", 22, "'' cannot be the name of a step. Use lower-case letters, digits and hyphens.")]
    [InlineData("=> saga.Step(\"a\", s => s.Do, undo: Late ? s => s.Do : null);", 44, NoUndo)]
    [InlineData("=> saga.Step(\"a\", s => s.Do, Undo);", 38, NoUndo)]
    [InlineData("=> saga.Step(\"a\", s => s.Do, declare: More.Last);", 47, NoEnd)]
    [InlineData("=> saga.Step(\"a\", s => s.Do, declare: step => step.Patient());", 55, NoEnd)]
    [InlineData("=> saga.Step(\"a\", s => s.Do, declare: step => { if (Late) { step.MustSucceed(); } });", 57, NoEnd)]
    [InlineData("=> saga.WaitFor<int>(\"a\", s => s.Take, declare: step => More.Last(step));", 65, NoEnd)]
    [InlineData("=> saga.Together(Pair);", 26, "what runs side by side is not written as a lambda. Write 'steps => steps.Step(…).Step(…)'.")]
    [InlineData("=> saga.Together(steps => { });", 35, Branches)]
    [InlineData("=> saga.Together(steps => Pair(steps));", 35, Branches)]
    [InlineData("=> saga.Together(steps => { steps.Step(\"a\", s => s.Do); steps.Step(\"b\", s => s.Do); });", 65, Branches)]
    public async Task What_only_the_running_program_knows_is_refused_with_what_to_write(string define, int column, string reason)
    {
        const string Members = """
            private static bool Late => DateTime.MinValue.Year > 1;
            private static string Named => "a";
            private static Func<Trip, Func<StepRun, CancellationToken, Task<Result>>>? Undo => null;
            private static void Pair(SagaBranches<Trip> steps) => steps.Step("a", s => s.Do);
            """;

        (await Analysis.OfAsync(TripProgram.Of(define, members: Members), new SagasFile("trip v1 TripState: a"))).ShouldBe(
            [$"(5,{column}): error ROOST1403: The steps of 'Trip' cannot be read: {reason}"]);
    }

    [Fact]
    public async Task All_that_is_in_the_way_is_said_at_once() =>
        (await Analysis.OfAsync(TripProgram.Of("=> saga.Step(\"A\", s => s.Do, declare: More.Last).Step(\"B\", s => s.Do);"))).Length.ShouldBe(3);

    [Fact]
    public async Task Steps_of_another_class_are_nobodys_own() =>
        (await Analysis.OfAsync(Assembly.Sagas("""
            internal sealed record S(string Guest);

            internal abstract class Common<TSelf> : Saga<S>
                where TSelf : Saga, ISaga<TSelf>
            {
                public static void Define(SagaDefinition<TSelf> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }

            internal sealed class Trip : Common<Trip>, ISaga<Trip>;

            internal interface IShort<TSelf> : ISaga<TSelf>
                where TSelf : Saga, ISaga<TSelf>
            {
                static void ISaga<TSelf>.Define(SagaDefinition<TSelf> saga) => saga.Step("a", s => (_, _) => Task.FromResult(Result.Success));
            }

            internal sealed class Walk : Saga<S>, IShort<Walk>;
            """))).ShouldBe(
        [
            "(9,23): error ROOST1403: The steps of 'Trip' cannot be read: its Define is that of 'Common<Trip>'. Write one in the class itself.",
            "(17,23): error ROOST1403: The steps of 'Walk' cannot be read: its Define is that of 'IShort<Walk>'. Write one in the class itself.",
        ]);
}
