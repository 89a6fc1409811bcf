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
        IReadOnlyList<Change> breaking = [.. comparison._data.All, .. comparison._changes];
        var known = breaking.Select(change => change.Place).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. breaking.Concat(TypeChanges.Of(old, now).Where(change => !known.Contains(change.Place)))
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
                _data.Add(Begin(direction).Of(reader.Arguments, writer.Arguments, parameter => $"{name}({parameter})"), direction, Victims.OfArguments(name, direction));
                if (reader.Result is { } read && writer.Result is { } written)
                {
                    _data.Add(Begin(direction).Of(read, written, $"{name}'s result"), direction, Victims.OfResult(name, direction));
                }
            }
        }
    }

    private void Messages()
    {
        foreach (var (kind, name, old, now) in MessageChanges.Both(_old, _new))
        {
            // A subscription's job holds the event, of which is told already.
            if (kind == MessageKind.Subscription && _new.Messages.GetValueOrDefault(MessageKind.Event)?.Values.Any(happened => happened.Data == now.Data) == true)
            {
                continue;
            }

            if (!now.IsOld)
            {
                _data.Add(Begin(Direction.OldReadsNew).Of(old.Data, now.Data, name), Direction.OldReadsNew, Victims.Of(kind, name, Direction.OldReadsNew));
            }

            _data.Add(Begin(Direction.NewReadsOld).Of(now.Data, old.Data, name), Direction.NewReadsOld, Victims.Of(kind, name, Direction.NewReadsOld));
        }
    }

    /// <summary>Places are named as this version calls them.</summary>
    private Reading Begin(Direction direction) => direction == Direction.OldReadsNew ? new(_old.Types, _new.Types, nameByWriter: true) : new(_new.Types, _old.Types, nameByWriter: false);
}
