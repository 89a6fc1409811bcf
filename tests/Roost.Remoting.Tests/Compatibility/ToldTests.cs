using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using static Roost.Remoting.Tests.Compatibility.Versions;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>What is in nobody's way and is a difference all the same; and that remedies fit the place.</summary>
public sealed class ToldTests
{
    private const string Job = "stock.count";

    [Fact]
    public void Who_becomes_strict_minds_the_next_field()
    {
        var (free, strict) = (Described.Message(MessageKind.Job, Job, typeof(Text)), Typed(typeof(Text), type => type with { IsStrict = true }));

        Comparison.Of(free, strict).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Care);
        Comparison.Of(strict, free).ShouldHaveSingleItem().ToString().ShouldContain("takes fields now that it does not know");
    }

    /// <summary>Whoever writes the file anew because of the case minds the next field all the same.</summary>
    [Fact]
    public void Who_becomes_strict_is_told_so_whatever_else_has_changed_there()
    {
        var strict = Typed(typeof(Figure), type => type with { IsStrict = true, Cases = new(StringComparer.Ordinal) { ["circle"] = TypeNames.Of(typeof(Circle)), ["square"] = TypeNames.Of(typeof(Circle)) } });

        Comparison.Of(Described.Message(MessageKind.Job, Job, typeof(Figure)), strict).Select(change => $"{change.Severity}: {change.Place} {change.What}")
            .ShouldBe(["Breaks: Figure may be 'square' now, which the version before does not know", "Care: Figure refuses fields now that it does not know"]);
    }

    [Fact]
    public void Other_names_of_data_and_of_cases_are_told()
    {
        Told(Described.Message(MessageKind.Job, Job, typeof(Text)), Described.Message(MessageKind.Job, Job, typeof(OtherCase)))
            .ShouldContain(what => what.StartsWith($"{Job} was ", StringComparison.Ordinal));
        var others = Typed(typeof(Figure), type => type with { Cases = new(StringComparer.Ordinal) { ["circle"] = TypeNames.Of(typeof(OtherCircle)) } });
        others.Types[TypeNames.Of(typeof(OtherCircle))] = others.Types[TypeNames.Of(typeof(Circle))];
        Told(Described.Message(MessageKind.Job, Job, typeof(Figure)), others).ShouldBe(["Figure with 'circle' was Circle and is OtherCircle"]);
    }

    [Fact]
    public void What_becomes_obsolete_is_told()
    {
        Told(Described.Message(MessageKind.Job, Job, typeof(Text)), Described.Message(MessageKind.Job, Job, typeof(Text), isObsolete: true)).ShouldBe([$"{Job} is obsolete now"]);
        Told(Described.Method(typeof(Text)), Described.Method(typeof(Text), change: method => method with { IsObsolete = true })).ShouldBe([$"{Described.Contract}.TakeAsync is obsolete now"]);
        Told(Described.Contracts((Described.Contract, new() { UsedBy = [], Methods = [], IsObsolete = true })), Described.Used()).ShouldBe([$"{Described.Contract} is not obsolete any more"]);
    }

    [Fact]
    public void An_event_of_a_stream_that_is_only_read_any_more_is_told() =>
        Told(Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(Text)), Described.Message(MessageKind.StreamEvent, "stock.stream/counted", typeof(Text), isOld: true))
            .ShouldBe(["stock.stream/counted is only read any more"]);

    /// <summary>The fact table of what to do instead, by where it stands.</summary>
    public static TheoryData<Type, Type, string, string> Remedies { get; } = new()
    {
        { typeof(int), typeof(string), "result", "Leave it, and add a method beside this one." },
        { typeof(Texts), typeof(NullableTexts), "field", "Leave it as it was, and add another field that may be null, with a default." },
        { typeof(string[]), typeof(int[]), "result", "Leave it, and add a method beside this one." },
        { typeof(int), typeof(int?), "result", "Leave it as it was, and add a method beside this one where it may be null." },
        { typeof(Number), typeof(Text), "parameter", "Leave it, and add a method beside this one." },
        { typeof(Number), typeof(NullableNumber), "parameter", "Leave it as it was, and add a method beside this one where it may be null." },
        { typeof(Number), typeof(Text), "field", "Leave it, and add another field of the new type, with a default; take the old one away when nobody reads it." },
        { typeof(int), typeof(string), "message", "Leave it, and add another message of another name beside it." },
    };

    [Theory]
    [MemberData(nameof(Remedies))]
    public void What_to_do_instead_fits_where_it_stands(Type old, Type now, string where, string remedy)
    {
        ApplicationDescription With(Type type) => where switch
        {
            "result" => Described.Method(typeof(None), type),
            "parameter" => Described.Method(type),
            _ => Described.Message(MessageKind.Job, Job, type),
        };

        Comparison.Of(With(old), With(now)).Where(change => change.Severity == Severity.Breaks).ShouldAllBe(change => change.Remedy == remedy);
        Comparison.Of(With(old), With(now)).ShouldContain(change => change.Severity == Severity.Breaks);
    }

    private static IEnumerable<string> Told(ApplicationDescription old, ApplicationDescription now)
    {
        var changes = Comparison.Of(old, now);
        changes.ShouldAllBe(change => change.Severity == Severity.Compatible);
        return changes.Select(change => $"{change.Place} {change.What}");
    }

    /// <summary>A job whose type is another one under the same name.</summary>
    private static ApplicationDescription Typed(Type type, Func<TypeDescription, TypeDescription> change)
    {
        var application = Described.Message(MessageKind.Job, Job, type);
        application.Types[TypeNames.Of(type)] = change(application.Types[TypeNames.Of(type)]);
        return application;
    }
}
