using Microsoft.CodeAnalysis.CSharp;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Sagas;

/// <summary>A program with one saga.</summary>
internal static class TripProgram
{
    /// <summary>Where its <c>Define</c> stands.</summary>
    public const string AtDefine = "(4,24)";

    /// <param name="define">The body of <c>Define</c>, which begins in line 5, column 9.</param>
    /// <param name="attribute">What stands above the class.</param>
    /// <param name="state">The type of its state.</param>
    /// <param name="members">More members of the class.</param>
    public static CSharpCompilation Of(string define, string attribute = "", string state = "TripState", string members = "") => Assembly.Sagas($$"""
        {{attribute}}
        internal sealed class Trip : Saga<{{state}}>, ISaga<Trip>
        {
            public static void Define(SagaDefinition<Trip> saga)
                {{define}}

            {{members}}

            private Task<Result> Do(StepRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

            private Task<Result> Take<T>(T signal, StepRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
        }

        internal sealed record TripState(string Guest);

        internal sealed record JourneyState(string Guest);

        internal sealed record PaymentCaptured(long Amount);

        internal sealed record Page<T>(T Item);

        internal static class More
        {
            public static SagaDefinition<Trip> Common(this SagaDefinition<Trip> saga) => saga.Step("common", s => (_, _) => Task.FromResult(Result.Success));

            public static StepDeclaration Patient(this StepDeclaration step) => step.Attempts(100).MustSucceed();

            public static void Last(StepDeclaration step) => step.MustSucceed();
        }
        """);
}
