using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using static Roost.Remoting.Tests.Compatibility.Versions;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>What each change means, and for whom. That a reader fails is held against the serialiser elsewhere; here is what people are told.</summary>
public sealed class ComparisonTests
{
    private const string Job = "stock.count";

    /// <summary>The fact table of a job's data: old and new record, and who cannot read what the other has written.</summary>
    public static TheoryData<Type, Type, string[]> Data { get; } = new()
    {
        { typeof(Text), typeof(Text), [] },
        { typeof(Text), typeof(SecondOptional), [] },
        { typeof(Text), typeof(TwoTexts), ["TwoTexts.b is required, and the version before does not write it → database"] },
        { typeof(TwoTexts), typeof(Text), ["Text.b is not written any more, and the version before requires it → workers"] },
        { typeof(SecondOptional), typeof(Text), [] },
        { typeof(SecondOptional), typeof(TwoTexts), ["TwoTexts.b takes no null any more (string), and the version before may write one (string?) → database"] },
        { typeof(OptionalText), typeof(Text), [] },
        { typeof(Text), typeof(OptionalText), [] },
        { typeof(Text), typeof(OtherCase), [] },
        { typeof(Text), typeof(NullableText), ["NullableText.a may be null now (string?), and the version before takes no null (string) → workers"] },
        { typeof(NullableText), typeof(Text), ["Text.a takes no null any more (string), and the version before may write one (string?) → database"] },
        { typeof(NullableText), typeof(LeftOutWhenNull), ["LeftOutWhenNull.a is not always written any more, and the version before requires it → workers"] },
        { typeof(Number), typeof(LargeNumber), ["LargeNumber.a was int and is long → workers"] },
        { typeof(LargeNumber), typeof(Number), ["Number.a was long and is int → database"] },
        { typeof(Number), typeof(Text), ["Text.a was int and is string → workers database"] },
        { typeof(Coloured), typeof(MoreColoured), ["MoreColours may be 'blue' now, which the version before does not know → workers"] },
        { typeof(MoreColoured), typeof(Coloured), ["Colour cannot be 'blue' any more, which the version before may write → database"] },
        { typeof(StrictText), typeof(SecondOptional), ["SecondOptional.b is new, and the version before refuses what it does not know → workers"] },
        { typeof(Number), typeof(QuotedNumber), ["QuotedNumber.a was int and is \"int\" → workers"] },
        { typeof(Number), typeof(UnquotingNumber), [] },
        { typeof(UnquotingNumber), typeof(QuotedNumber), [] },
        { typeof(BrokenNumber), typeof(InfiniteNumber), ["InfiniteNumber.a was double and is infinite double → workers"] },
        { typeof(OwnTexts), typeof(Coloured), [] },
        { typeof(Answered), typeof(Nested), [] },
        { typeof(Answered), typeof(NestedOptional), ["OptionalNullable.a may be null now (string?), and the version before takes no null (string) → workers"] },
        { typeof(Nested), typeof(NestedOptional), ["OptionalNullable.a may be null now (string?), and the version before takes no null (string) → workers"] },
    };

    [Theory]
    [MemberData(nameof(Data))]
    public void A_change_of_data_breaks_for_those_who_cannot_read_it(Type old, Type now, string[] expected) =>
        Breaks(Described.Message(MessageKind.Job, Job, old), Described.Message(MessageKind.Job, Job, now))
            .Select(change => $"{change.Place} {change.What} → {string.Join(' ', change.Victims.Select(Whom))}")
            .ShouldBe(expected);

    [Fact]
    public void A_new_parameter_breaks_for_old_callers_whatever_its_default_in_the_interface()
    {
        var change = Breaks(Described.Method(typeof(Text)), Described.Method(typeof(TwoTexts))).ShouldHaveSingleItem();

        change.Place.ShouldBe("stock/IStock.TakeAsync(b)");
        change.Victims.ShouldBe(["old callers of stock/IStock.TakeAsync, whose calls new servers refuse: contract.unreadable"]);
        change.Remedy.ShouldContain("parameters have no defaults on the wire");
    }

    [Fact]
    public void A_parameter_that_is_gone_breaks_for_old_servers() =>
        Breaks(Described.Method(typeof(TwoTexts)), Described.Method(typeof(Text))).ShouldHaveSingleItem()
            .Victims.ShouldBe(["old servers of stock/IStock.TakeAsync, which refuse calls of new callers: contract.unreadable"]);

    [Fact]
    public void A_value_that_is_new_in_a_result_breaks_for_old_callers() =>
        Breaks(Described.Method(typeof(None), typeof(Coloured)), Described.Method(typeof(None), typeof(MoreColoured))).ShouldHaveSingleItem()
            .Victims.ShouldBe(["old callers of stock/IStock.TakeAsync, who cannot read what a new server has done: contract.unreadable"]);

    [Fact]
    public void A_value_that_is_new_in_an_argument_breaks_for_old_servers() =>
        Breaks(Described.Method(typeof(Coloured)), Described.Method(typeof(MoreColoured))).ShouldHaveSingleItem()
            .Victims.ShouldBe(["old servers of stock/IStock.TakeAsync, which refuse calls of new callers: contract.unreadable"]);

    [Fact]
    public void Who_takes_back_that_a_call_may_be_repeated_breaks_old_callers()
    {
        var (promised, not) = (Described.Method(typeof(Text), change: method => method with { IsIdempotent = true }), Described.Method(typeof(Text)));

        Breaks(promised, not).ShouldHaveSingleItem().Victims.ShouldHaveSingleItem().ShouldContain("it may take effect twice");
        Comparison.Of(not, promised).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Care);
    }

    [Fact]
    public void A_method_that_could_not_fail_can_stay_so_and_not_the_other_way_round()
    {
        var (able, not) = (Described.Method(typeof(Text), change: method => method with { CanFail = true }), Described.Method(typeof(Text)));

        Breaks(not, able).ShouldHaveSingleItem().What.ShouldBe("can fail now");
        Comparison.Of(able, not).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Compatible);
    }

    [Fact]
    public void A_result_that_comes_or_goes_breaks()
    {
        Breaks(Described.Method(typeof(Text)), Described.Method(typeof(Text), typeof(int))).ShouldHaveSingleItem().What.ShouldBe("has the result int now, and had none");
        Breaks(Described.Method(typeof(Text), typeof(int)), Described.Method(typeof(Text))).ShouldHaveSingleItem().What.ShouldBe("has no result any more, and had int");
    }

    [Fact]
    public void A_method_goes_when_it_was_obsolete_for_a_release()
    {
        var gone = Described.Contracts((Described.Contract, new() { UsedBy = [], Methods = [] }));

        Breaks(Described.Method(typeof(Text)), gone).ShouldHaveSingleItem().Victims.ShouldBe(["old callers of stock/IStock.TakeAsync, who are told contract.unknown"]);
        Breaks(Described.Method(typeof(Text), change: method => method with { IsObsolete = true }), gone).ShouldBeEmpty();
        Comparison.Of(gone, Described.Method(typeof(Text))).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Care);
    }

    [Fact]
    public void A_contract_that_another_module_exports_is_somewhere_else() =>
        Breaks(Described.Contracts(("stock/IStock", new() { UsedBy = [], Methods = [] })), Described.Contracts(("store/IStock", new() { UsedBy = [], Methods = [] }))).ShouldHaveSingleItem()
            .What.ShouldContain("exported by the module 'store'");

    [Theory]
    [InlineData(MessageKind.Event, nameof(Severity.Breaks))]
    [InlineData(MessageKind.Job, nameof(Severity.Breaks))]
    [InlineData(MessageKind.SagaState, nameof(Severity.Breaks))]
    [InlineData(MessageKind.StreamEvent, nameof(Severity.Breaks))]
    [InlineData(MessageKind.Subscription, nameof(Severity.Care))]
    [InlineData(MessageKind.SagaSignal, nameof(Severity.Care))]
    [InlineData(MessageKind.Broadcast, nameof(Severity.Care))]
    public void What_may_still_be_under_way_does_not_go(MessageKind kind, string severity) =>
        Comparison.Of(Described.Message(kind, "stock.thing.v1", typeof(Text)), Described.Nothing).ShouldHaveSingleItem().Severity.ToString().ShouldBe(severity);

    [Theory]
    [InlineData(MessageKind.Event)]
    [InlineData(MessageKind.Job)]
    public void What_was_obsolete_may_go_when_none_is_under_way(MessageKind kind)
    {
        var change = Comparison.Of(Described.Message(kind, "stock.thing", typeof(Text), isObsolete: true), Described.Nothing).ShouldHaveSingleItem();

        change.Severity.ShouldBe(Severity.Care);
        change.Remedy.ShouldContain("./roost jobs dead");
    }

    [Theory]
    [InlineData(MessageKind.Event, nameof(Severity.Care), "with a broker")]
    [InlineData(MessageKind.StreamEvent, nameof(Severity.Care), "cannot load")]
    [InlineData(MessageKind.Job, nameof(Severity.Compatible), "")]
    public void What_old_hosts_may_meet_and_do_not_know_comes_in_an_order(MessageKind kind, string severity, string remedy)
    {
        var change = Comparison.Of(Described.Nothing, Described.Message(kind, "stock.thing", typeof(Text))).ShouldHaveSingleItem();

        change.Severity.ToString().ShouldBe(severity);
        change.Remedy.ShouldContain(remedy);
    }

    /// <summary>Of a version that nothing begins with any more there may be no instance left, which nobody can see here.</summary>
    [Theory]
    [InlineData("stock.count.v2", nameof(Severity.Breaks))]
    [InlineData("stock.count.v1", nameof(Severity.Care))]
    [InlineData("by hand", nameof(Severity.Breaks))]
    public void The_newest_version_of_a_saga_does_not_go(string gone, string severity)
    {
        string[] names = ["stock.count.v1", "stock.count.v2", "by hand"];

        var change = Comparison.Of(Described.Sagas(names), Described.Sagas([.. names.Except([gone])])).ShouldHaveSingleItem();

        (change.Place, change.Severity.ToString()).ShouldBe((gone, severity));
    }

    [Fact]
    public void Of_a_stream_an_event_that_is_old_is_read_for_good_and_written_no_more()
    {
        // An old host would not know the field; and meets none.
        Breaks(Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(TwoTexts)), Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(Text), isOld: true)).ShouldBeEmpty();
        Breaks(Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(Text)), Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(TwoTexts), isOld: true)).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_report_says_what_breaks_for_whom_and_what_to_do_instead() =>
        Report.Of(Comparison.Of(Described.Message(MessageKind.Job, Job, typeof(Text)), Described.Message(MessageKind.Job, Job, typeof(TwoTexts))), "main", isSame: false).ShouldBe(
            """
            Breaks while both versions run:

              TwoTexts.b is required, and the version before does not write it
                breaks:  jobs stock.count that an older version has left in the database: dead letters
                instead: Give it a default in its record, as in 'int Limit = 10'. It may be required in a later release, when no job is left that was added without it, for a later time or as a dead letter either: './roost jobs list' and './roost jobs dead'.

            Compatible:
              stock.count was Roost.Remoting.Tests.Compatibility.Versions+Text and is Roost.Remoting.Tests.Compatibility.Versions+TwoTexts

            Since main: 1 change breaks, 0 need care, 1 is compatible.
            """,
            StringCompareShould.IgnoreLineEndings);

    [Theory]
    [InlineData(true, "Nothing that travels has changed since main.")]
    [InlineData(false, "Nothing has changed since main that another version notices, though the descriptions differ.")]
    public void That_nothing_has_changed_is_said_of_equal_descriptions_only(bool isSame, string said) => Report.Of([], "main", isSame).ShouldBe(said);

    [Fact]
    public void Each_kind_of_message_has_its_readers()
    {
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            foreach (var direction in Enum.GetValues<Direction>())
            {
                Victims.Of(kind, "stock.thing", direction).ShouldContain("stock.thing");
            }
        }
    }

    private static IEnumerable<Change> Breaks(ApplicationDescription old, ApplicationDescription now) => Comparison.Of(old, now).Where(change => change.Severity == Severity.Breaks);

    private static string Whom(string victim) => victim.StartsWith("old workers", StringComparison.Ordinal) ? "workers" : victim.StartsWith("jobs", StringComparison.Ordinal) ? "database" : victim;
}
