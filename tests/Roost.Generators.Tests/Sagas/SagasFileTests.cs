using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Sagas;

public sealed class SagasFileTests
{
    private const string Steps = "=> saga.Step(\"a\", s => s.Do);";

    [Theory]
    [InlineData("trip")]
    [InlineData("trip 1 TripState: a")]
    [InlineData("trip v0 TripState: a")]
    [InlineData("trip v1 TripState a")]
    [InlineData("trip v1: a")]
    [InlineData("trip  v1 TripState: a")]
    [InlineData("trip v1 TripState:")]
    [InlineData("trip v1 TripState: a,b")]
    [InlineData("trip v1 TripState: a b")]
    [InlineData("trip v1 TripState: a-undo+")]
    [InlineData("trip v1 TripState: [a]")]
    [InlineData("trip v1 TripState: [a | b")]
    [InlineData("trip v1 TripState: a<b c>")]
    [InlineData("<<<<<<< HEAD")]
    [InlineData("=======")]
    public async Task A_line_that_says_nothing_of_a_saga_is_refused(string line) =>
        (await Analysis.OfAsync(TripProgram.Of(Steps), new SagasFile($"trip v1 TripState: a\n  {line} \n"))).ShouldBe(
        [
            $"sagas.txt(2,1): error ROOST1404: '{line}' is no version of a saga. " +
            "Write name, version, state and steps, as in 'checkout v1 CheckoutState: reserve+undo, confirm!', or begin the line with '#'.",
        ]);

    [Theory]
    [InlineData("trip v1 TripState: a\r\n\r\n# Trips\r\n")]
    [InlineData("  trip v1 TripState: a  ")]
    [InlineData("trip v1 TripState: z\ntrip v1 TripState: a")]
    [InlineData("trip v1 TripState: a\ntrip v1 TripState: a")]
    [InlineData("trip v7 TripState: b\ngone v1 GoneState: a+undo!, [b<c> | d], when-undone\ntrip v1 TripState: a")]
    public async Task Comments_old_versions_and_lines_of_others_are_left_alone(string text) =>
        (await Analysis.OfAsync(TripProgram.Of(Steps), new SagasFile(text))).ShouldBeEmpty();

    [Fact]
    public async Task Only_a_file_of_its_name_counts() =>
        (await Analysis.OfAsync(TripProgram.Of(Steps), new SagasFile("trip v1 TripState: a", "other/notes.txt"), new SagasFile("trip v1 TripState: b", "here/sagas.txt"))).ShouldBe(
        [
            $"{TripProgram.AtDefine}: error ROOST1402: Version 1 of the saga 'trip' is written down as 'trip v1 TripState: b', and is now 'trip v1 TripState: a'. " +
            "Instances under way go on by the steps written down: keep the class as it was, and write a new one with [Saga(\"trip\", Version = 2)]. " +
            "Only if no instance of it has ever run, change the line in sagas.txt.",
        ]);

    [Fact]
    public async Task A_project_that_has_no_sagas_may_have_a_file_of_that_name() =>
        (await Analysis.OfAsync(Assembly.Plain("Any", "internal sealed class Heroes;"), new SagasFile("Njal's, Egil's"))).ShouldBeEmpty();
}
