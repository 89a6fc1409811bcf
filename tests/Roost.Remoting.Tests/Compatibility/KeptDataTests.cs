using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using static Roost.Remoting.Tests.Compatibility.Versions;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>What waits for longer than a release was written by versions that nobody compares with.</summary>
public sealed class KeptDataTests
{
    /// <summary>The fact table of a field that could be left out in the version before, and is required now.</summary>
    [Theory]
    [InlineData(MessageKind.StreamEvent, nameof(Severity.Breaks), "what is stored is never written anew")]
    [InlineData(MessageKind.SagaState, nameof(Severity.Care), "docs/sagas.md")]
    [InlineData(MessageKind.SagaSignal, nameof(Severity.Care), "no signal is left")]
    [InlineData(MessageKind.Job, nameof(Severity.Care), "./roost jobs dead")]
    [InlineData(MessageKind.Subscription, nameof(Severity.Care), "./roost jobs dead")]
    [InlineData(MessageKind.Event, nameof(Severity.Care), "Roost:Messaging:Keep")]
    [InlineData(MessageKind.Event, nameof(Severity.Care), "./roost jobs dead")]
    [InlineData(MessageKind.Broadcast, nameof(Severity.Compatible), "")]
    public void What_could_be_left_out_is_required_when_nothing_is_left_without_it(MessageKind kind, string severity, string remedy)
    {
        var changes = Comparison.Of(Described.Message(kind, "stock.thing", typeof(OptionalText)), Described.Message(kind, "stock.thing", typeof(Text)));

        var change = changes.Where(change => change.Place == "Text.a").DefaultIfEmpty(new(Severity.Compatible, "Text.a", "", [])).ShouldHaveSingleItem();
        change.Severity.ToString().ShouldBe(severity);
        change.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Nothing_that_a_call_says_is_older_than_the_version_before() =>
        Comparison.Of(Described.Method(typeof(OptionalText)), Described.Method(typeof(Text))).ShouldAllBe(change => change.Severity == Severity.Compatible);

    [Theory]
    [InlineData(MessageKind.Job, "./roost jobs dead")]
    [InlineData(MessageKind.Event, "Roost:Messaging:Keep")]
    [InlineData(MessageKind.Event, "./roost jobs dead")]
    [InlineData(MessageKind.SagaState, "docs/sagas.md")]
    [InlineData(MessageKind.SagaSignal, "no signal is left")]
    [InlineData(MessageKind.StreamEvent, ".Upcasts<")]
    [InlineData(MessageKind.Broadcast, "always writes it")]
    public void When_a_new_field_may_be_required_depends_on_how_long_the_data_is_kept(MessageKind kind, string remedy) =>
        Comparison.Of(Described.Message(kind, "stock.thing", typeof(Text)), Described.Message(kind, "stock.thing", typeof(TwoTexts)))
            .Single(change => change.Severity == Severity.Breaks).Remedy.ShouldContain(remedy);

    /// <summary>What is gone from the log may still be a dead letter, and what no job holds may still be replayed.</summary>
    [Theory]
    [InlineData(typeof(OptionalText), "Deploy it only when ")]
    [InlineData(typeof(None), "Give it a default in its record, as in 'int Limit = 10'. It may be required in a later release, when ")]
    public void What_is_kept_in_several_places_must_be_gone_from_all_of_them(Type old, string remedy)
    {
        ApplicationDescription With(Type data) => Described.Messages(
            (MessageKind.Broadcast, "Stock.Thing", data), (MessageKind.SagaState, "stock.saga.v1", data), (MessageKind.Event, "stock.told", data),
            (MessageKind.SagaSignal, "stock.saga.v1/told", data), (MessageKind.Job, "stock.thing", data));

        var change = Comparison.Of(With(old), With(typeof(Text))).Single(change => change.Severity != Severity.Compatible);

        change.Remedy.ShouldStartWith($"{remedy}no job is left");
        change.Remedy.ShouldContain("'./roost jobs dead'; and no event is left");
        change.Remedy.ShouldContain("for replays; and no signal is left");
        change.Remedy.ShouldEndWith("'See' in docs/sagas.md has the query; and no instance is left that began without it: 'Versions' in docs/sagas.md has the query.");
    }

    /// <summary>Where one type is kept in several places, what is kept for good decides.</summary>
    [Fact]
    public void What_is_kept_for_good_decides()
    {
        ApplicationDescription With(Type data) => Described.Messages((MessageKind.Job, "stock.thing", data), (MessageKind.SagaState, "stock.saga.v1", data), (MessageKind.StreamEvent, "stock.stream/thing", data));

        var change = Comparison.Of(With(typeof(OptionalText)), With(typeof(Text))).Single(change => change.Place == "Text.a");

        (change.Severity, change.Victims.Count).ShouldBe((Severity.Breaks, 3));
    }

    [Fact]
    public void The_report_says_what_must_be_gone_first_or_else_what_happens() =>
        Report.Of(Comparison.Of(Described.Message(MessageKind.Job, "stock.count", typeof(OptionalText)), Described.Message(MessageKind.Job, "stock.count", typeof(Text))), "main", isSame: false).ShouldStartWith(
            """
            Works in the right order:

              Text.a is required now, and could be left out: what is older than the version before may lack it
                mind:    Deploy it only when no job is left that was added without it, for a later time or as a dead letter either: './roost jobs list' and './roost jobs dead'.
                or else: jobs stock.count that an older version has left in the database: dead letters

            """.ReplaceLineEndings("\n"));

    /// <summary>Its waiting jobs hold what it heard before.</summary>
    [Fact]
    public void A_subscription_to_another_event_is_compared_though_both_events_are_the_same()
    {
        ApplicationDescription With(Type heard) => Described.Messages(
            (MessageKind.Event, "stock.one", typeof(Text)), (MessageKind.Event, "stock.two", typeof(TwoTexts)), (MessageKind.Subscription, "reports.on-stock", heard));

        Comparison.Of(With(typeof(Text)), With(typeof(TwoTexts))).First().Victims.ShouldContain(victim => victim.Contains("reports.on-stock", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subscription_to_an_event_that_has_changed_is_not_told_of_twice()
    {
        ApplicationDescription With(Type heard) => Described.Messages((MessageKind.Event, "stock.one", heard), (MessageKind.Subscription, "reports.on-stock", heard));

        Comparison.Of(With(typeof(Text)), With(typeof(TwoTexts))).Single(change => change.Severity == Severity.Breaks)
            .Victims.ShouldHaveSingleItem().ShouldStartWith("new subscribers of stock.one");
    }
}
