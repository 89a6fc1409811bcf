using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility.Description;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>What this version of an application has changed, and whether the one before can run beside it.</summary>
internal sealed class Comparison
{
    private readonly ApplicationDescription _old;
    private readonly ApplicationDescription _new;
    private readonly DataChanges _data = new();
    private readonly List<Change> _changes = [];

    private Comparison(ApplicationDescription old, ApplicationDescription now) => (_old, _new) = (old, now);

    /// <summary>All changes: first what breaks.</summary>
    public static IReadOnlyList<Change> Of(ApplicationDescription old, ApplicationDescription now)
    {
        var comparison = new Comparison(old, now);
        comparison._changes.AddRange(ContractChanges.Of(old.Contracts, now.Contracts));
        comparison._changes.AddRange(MessageChanges.Of(old, now));
        comparison.Methods();
        comparison.Messages();
        IReadOnlyList<Change> data = [.. comparison._data.All];
        // What is in somebody's way is not told once more as a mere difference; what asks for care beside it is.
        var known = data.Concat(comparison._changes.Where(change => change.Severity == Severity.Breaks)).Select(change => change.Place).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. data.Concat(comparison._changes).Concat(TypeChanges.Of(old, now).Where(change => change.Severity != Severity.Compatible || !known.Contains(change.Place)))
                .OrderBy(change => change.Severity).ThenBy(change => change.Place, StringComparer.Ordinal).ThenBy(change => change.What, StringComparer.Ordinal),
        ];
    }

    private void Methods()
    {
        foreach (var (contract, method, old, now) in ContractChanges.Both(_old.Contracts, _new.Contracts))
        {
            var name = $"{contract}.{method}";
            foreach (var direction in Enum.GetValues<Direction>())
            {
                var (reader, writer) = direction == Direction.OldReadsNew ? (old, now) : (now, old);
                _data.Add(Begin(direction).Of(reader.Arguments, writer.Arguments, parameter => new($"{name}({parameter})", PlaceSort.Parameter)), direction, Keeping.Passing, Victims.OfArguments(name, direction));
                if (reader.Result is { } read && writer.Result is { } written)
                {
                    _data.Add(Begin(direction).Of(read, written, new($"{name}'s result", PlaceSort.Result)), direction, Keeping.Passing, Victims.OfResult(name, direction));
                }
            }
        }
    }

    private void Messages()
    {
        foreach (var (kind, name, old, now) in MessageChanges.Both(_old, _new))
        {
            if (kind == MessageKind.Subscription && IsTold(old, now))
            {
                continue;
            }

            var (place, keeping) = (new Place(name, PlaceSort.Message), Keepings.Of(kind));
            if (!now.IsOld)
            {
                _data.Add(Begin(Direction.OldReadsNew).Of(old.Data, now.Data, place), Direction.OldReadsNew, keeping, Victims.Of(kind, name, Direction.OldReadsNew));
            }

            _data.Add(Begin(Direction.NewReadsOld, keeping).Of(now.Data, old.Data, place), Direction.NewReadsOld, keeping, Victims.Of(kind, name, Direction.NewReadsOld));
        }
    }

    /// <summary>A subscription's job holds the event. Where one is compared that was the same before and is the same now, it is told of there.</summary>
    private bool IsTold(MessageDescription old, MessageDescription now) =>
        MessageChanges.Both(_old, _new).Any(message => message.Kind == MessageKind.Event && message.Old.Data == old.Data && message.New.Data == now.Data);

    /// <summary>Places are named as this version calls them.</summary>
    private Reading Begin(Direction direction, Keeping keeping = Keeping.Passing) => direction == Direction.OldReadsNew
        ? new(_old.Types, _new.Types, nameByWriter: true)
        : new(_new.Types, _old.Types, nameByWriter: false, isKept: keeping != Keeping.Passing);
}
