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
    }

    private static IEnumerable<Change> Of(string name, TypeDescription old, TypeDescription now)
    {
        var values = (now.Values ?? []).Except(old.Values ?? []).Select(value => $"may be '{value}'").Concat((old.Values ?? []).Except(now.Values ?? []).Select(value => $"cannot be '{value}' any more"));
        var cases = CasesOf(now).Except(CasesOf(old)).Select(value => $"may be '{value}'");
        return values.Concat(cases).Select(what => Compatible(name, what))
            .Concat(Fields(old.Fields ?? [], now.Fields ?? [], field => $"{name}.{field}"));
    }

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

    private static IEnumerable<string> CasesOf(TypeDescription type) => type.Cases is { } cases ? cases.Keys : [];

    private static Change Compatible(string place, string what) => new(Severity.Compatible, place, what, []);
}
