using System.Globalization;
using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility.Description;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Which events, jobs and the like have come and gone.</summary>
internal static class MessageChanges
{
    public static IEnumerable<Change> Of(ApplicationDescription old, ApplicationDescription now) =>
        All(old).Where(message => Find(now, message.Kind, message.Name) is null).Select(message => Gone(message.Kind, message.Name, message.Message, old))
            .Concat(All(now).Where(message => Find(old, message.Kind, message.Name) is null).Select(message => New(message.Kind, message.Name)))
            .Concat(Both(old, now).SelectMany(message => Of(message.Name, message.Old, message.New)));

    /// <summary>What both versions have.</summary>
    public static IEnumerable<(MessageKind Kind, string Name, MessageDescription Old, MessageDescription New)> Both(ApplicationDescription old, ApplicationDescription now) =>
        from message in All(old)
        let kept = Find(now, message.Kind, message.Name)
        where kept is not null
        select (message.Kind, message.Name, message.Message, kept);

    private static IEnumerable<(MessageKind Kind, string Name, MessageDescription Message)> All(ApplicationDescription description) =>
        from kind in description.Messages
        from message in kind.Value
        select (kind.Key, message.Key, message.Value);

    private static MessageDescription? Find(ApplicationDescription description, MessageKind kind, string name) =>
        description.Messages.GetValueOrDefault(kind)?.GetValueOrDefault(name);

    private static Change Gone(MessageKind kind, string name, MessageDescription message, ApplicationDescription old) => kind switch
    {
        MessageKind.Event when message.IsObsolete => new(
            Severity.Care, name, $"is no {Word(kind)} any more, and was obsolete", [],
            "None may be on its way: './roost events list' must show no subscription to it that is behind, and './roost jobs list' and './roost jobs dead' no job of one, before the first new host starts."),
        MessageKind.Job when message.IsObsolete => new(
            Severity.Care, name, $"is no {Word(kind)} any more, and was obsolete", [],
            $"None may be left, for a later time or as a dead letter either: './roost jobs list --kind {name}' and './roost jobs dead --kind {name}' must show none before the last old worker ends."),
        MessageKind.Event => Breaks(
            kind, name, $"events {name} that the version before publishes, which no new host knows",
            "Keep .Publishes<…>(), and publish it nowhere. Mark its record [Obsolete]; what is obsolete may go in the release after, when none is on its way."),
        MessageKind.Job => Breaks(
            kind, name, $"jobs {name} that wait in the database, which no new worker takes",
            "Keep its handler, and ask for it nowhere. Mark its record [Obsolete]; what is obsolete may go in the release after, when './roost jobs' shows none."),
        MessageKind.Subscription => new(
            Severity.Care, name, $"is no {Word(kind)} any more", [], "Its jobs that wait already are for old workers only: './roost jobs' must show none when the last of those ends."),
        MessageKind.SagaState when IsOutdated(name, old) => new(
            Severity.Care, name, $"is no {Word(kind)} any more", [], "None of its instances may be left: 'Versions' in docs/sagas.md has the query."),
        MessageKind.SagaState => Breaks(
            kind, name, $"instances of {name} that are under way, with which nobody goes on", "Keep its class beside that of the next version, until no instance is left."),
        MessageKind.SagaSignal => new(Severity.Care, name, $"is no {Word(kind)} any more", [], "Those that were sent are never heard. Steps of a version that has run do not change: sagas.txt."),
        MessageKind.StreamEvent => Breaks(
            kind, name, $"events {name} that are stored, for good: their streams cannot be loaded", "Keep reading it: .Upcasts<…>(…) brings it up to date."),
        _ => new(
            Severity.Care, name, $"is no {Word(kind)} any more", [],
            "Its name is its type's full name, so one that is moved or renamed is gone, too: old hosts do not hear new ones, nor new ones old ones. What relies on it must do without until the last old host has ended."),
    };

    private static Change New(MessageKind kind, string name) => kind switch
    {
        MessageKind.StreamEvent => new(
            Severity.Care, name, $"is a new {Word(kind)}", [], "Old hosts cannot load a stream that has one: let one release know it, and append it from the next on."),
        MessageKind.Event => new(
            Severity.Care, name, $"is a new {Word(kind)}", [],
            "Old hosts of other databases do not take it in. They refuse it, and it is tried again; with a broker they hold it for a minute, with all behind it, and park it then. Replace the hosts that receive it before those that publish it."),
        _ => new(Severity.Compatible, name, $"is a new {Word(kind)}", []),
    };

    private static IEnumerable<Change> Of(string name, MessageDescription old, MessageDescription now)
    {
        if (old.Publisher is { } before && now.Publisher is { } publisher && before != publisher)
        {
            yield return new(
                Severity.Breaks, name, $"is published by the module '{publisher}' now, and was by '{before}'",
                [$"subscribers of {name} in other databases, unless both modules have the same one: hosts of each version refuse what workers of the other send"],
                "Let it be published where it was, or publish one of another name beside it. If both modules have one database wherever it runs nothing breaks: say so in the change, and write the file anew.");
        }

        if (old.IsOld != now.IsOld)
        {
            yield return new(Severity.Compatible, name, now.IsOld ? "is only read any more" : "is written again", []);
        }

        foreach (var change in Marks.Of(name, old.IsObsolete, now.IsObsolete))
        {
            yield return change;
        }
    }

    private static Change Breaks(MessageKind kind, string name, string victim, string remedy) => new(Severity.Breaks, name, $"is no {Word(kind)} any more", [victim], remedy);

    /// <summary>Whether the version before begins with a newer one, so that only what is older is left of it.</summary>
    private static bool IsOutdated(string saga, ApplicationDescription old) =>
        TryRead(saga, out var name, out var version)
        && old.Messages[MessageKind.SagaState].Keys.Any(other => TryRead(other, out var itsName, out var itsVersion) && itsName == name && itsVersion > version);

    /// <summary>A file that somebody has changed by hand may name one in another way.</summary>
    private static bool TryRead(string saga, out string name, out int version)
    {
        var mark = saga.LastIndexOf(".v", StringComparison.Ordinal);
        (name, version) = (mark < 0 ? saga : saga[..mark], 0);
        return mark >= 0 && int.TryParse(saga.AsSpan(mark + 2), CultureInfo.InvariantCulture, out version);
    }

    private static string Word(MessageKind kind) => kind switch
    {
        MessageKind.Event => "event",
        MessageKind.Subscription => "subscription",
        MessageKind.Job => "job",
        MessageKind.SagaState => "version of a saga",
        MessageKind.SagaSignal => "signal",
        MessageKind.StreamEvent => "event of a stream",
        MessageKind.Broadcast => "broadcast",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has no name."),
    };
}
