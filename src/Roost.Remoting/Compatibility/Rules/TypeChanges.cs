using Roost.Remoting.Compatibility.Description;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>How types differ, whether anybody minds or not.</summary>
internal static class TypeChanges
{
    public static IEnumerable<Change> Of(ApplicationDescription old, ApplicationDescription now)
    {
        foreach (var (name, type) in now.Types)
        {
            if (old.Types.TryGetValue(name, out var was))
            {
                foreach (var change in Of(TypeNames.Short(name), was, type))
                {
                    yield return change;
                }
            }
        }

        foreach (var (contract, method, was, type) in ContractChanges.Both(old.Contracts, now.Contracts))
        {
            foreach (var change in Fields(was.Arguments, type.Arguments, parameter => $"{contract}.{method}({parameter})"))
            {
                yield return change;
            }

            if (was.CanFail && !type.CanFail)
            {
                yield return Compatible($"{contract}.{method}", "cannot fail any more");
            }

            if (was.Result is { } before && type.Result is { } after && before != after)
            {
                yield return Compatible($"{contract}.{method}'s result", $"was {before} and is {after}");
            }
        }

        foreach (var (_, name, was, type) in MessageChanges.Both(old, now).Where(message => message.Old.Data != message.New.Data))
        {
            yield return Compatible(name, $"was {was.Data} and is {type.Data}");
        }
    }

    private static IEnumerable<Change> Of(string name, TypeDescription old, TypeDescription now)
    {
        if (old.IsStrict != now.IsStrict)
        {
            yield return now.IsStrict
                ? new(
                    Severity.Care, name, "refuses fields now that it does not know", [],
                    "This version cannot run beside one that has another field: before the next one is added, take [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] away, one release before.")
                : Compatible(name, "takes fields now that it does not know");
        }

        if (old.IsAbstract != now.IsAbstract)
        {
            yield return Compatible(name, now.IsAbstract ? "is always one of its cases now" : "need not be one of its cases any more");
        }

        var differences = Differences(old.Values ?? [], now.Values ?? []).Concat(Differences(CasesOf(old).Keys, CasesOf(now).Keys)).Concat(Renamed(CasesOf(old), CasesOf(now)));
        foreach (var change in differences.Select(what => Compatible(name, what)).Concat(Fields(old.Fields ?? [], now.Fields ?? [], field => $"{name}.{field}")))
        {
            yield return change;
        }
    }

    private static IEnumerable<string> Differences(IEnumerable<string> old, IEnumerable<string> now) =>
        now.Except(old).Select(value => $"may be '{value}'").Concat(old.Except(now).Select(value => $"cannot be '{value}' any more"));

    private static IEnumerable<Change> Fields(SortedDictionary<string, Field> old, SortedDictionary<string, Field> now, Func<string, string> place)
    {
        foreach (var (name, field) in now)
        {
            if (!old.TryGetValue(name, out var was))
            {
                yield return Compatible(place(name), $"is new: {field}");
            }
            else if (was != field)
            {
                yield return Compatible(place(name), $"was {was} and is {field}");
            }
        }

        foreach (var name in old.Keys.Except(now.Keys))
        {
            yield return Compatible(place(name), "is gone");
        }
    }

    private static IEnumerable<string> Renamed(SortedDictionary<string, string> old, SortedDictionary<string, string> now) =>
        from known in old
        where now.TryGetValue(known.Key, out var type) && type != known.Value
        select $"with '{known.Key}' was {TypeNames.Short(known.Value)} and is {TypeNames.Short(now[known.Key])}";

    private static SortedDictionary<string, string> CasesOf(TypeDescription type) => type.Cases ?? [];

    private static Change Compatible(string place, string what) => new(Severity.Compatible, place, what, []);
}
