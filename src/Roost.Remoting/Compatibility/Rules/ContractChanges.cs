using Roost.Remoting.Compatibility.Description;
using ContractSet = System.Collections.Generic.SortedDictionary<string, Roost.Remoting.Compatibility.Description.ContractDescription>;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>What has become of contracts and their methods, apart from their data.</summary>
internal static class ContractChanges
{
    private const string KeepMethod = "Keep it beside what takes its place. Mark it [Obsolete] when nobody in the application calls it any more; what is obsolete may go in the release after.";
    private const string Beside = "Add a method beside it, and mark this one [Obsolete].";

    public static IEnumerable<Change> Of(ContractSet old, ContractSet now) =>
        Gone(old, now).Concat(New(old, now)).Concat(UseChanges.Of(old, now)).Concat(Marked(old, now))
            .Concat(Both(old, now).SelectMany(method => Of($"{method.Contract}.{method.Method}", method.Old, method.New)));

    /// <summary>The methods that both versions have.</summary>
    public static IEnumerable<(string Contract, string Method, MethodDescription Old, MethodDescription New)> Both(ContractSet old, ContractSet now) =>
        from contract in old
        where now.ContainsKey(contract.Key)
        from method in contract.Value.Methods
        where now[contract.Key].Methods.ContainsKey(method.Key)
        select (contract.Key, method.Key, method.Value, now[contract.Key].Methods[method.Key]);

    private static IEnumerable<Change> Gone(ContractSet old, ContractSet now)
    {
        foreach (var (name, contract) in old)
        {
            if (!now.TryGetValue(name, out var kept))
            {
                yield return contract.IsObsolete
                    ? new(Severity.Compatible, name, "is gone, and was obsolete", [])
                    : new(Severity.Breaks, name, Moved(name, now), [$"old callers of {name}, who are told contract.unknown"], KeepMethod);
                continue;
            }

            foreach (var (method, was) in contract.Methods.Where(method => !kept.Methods.ContainsKey(method.Key)))
            {
                yield return was.IsObsolete || contract.IsObsolete
                    ? new(Severity.Compatible, $"{name}.{method}", "is gone, and was obsolete", [])
                    : new(Severity.Breaks, $"{name}.{method}", "is gone", [$"old callers of {name}.{method}, who are told contract.unknown"], KeepMethod);
            }
        }
    }

    private static string Moved(string contract, ContractSet now) =>
        now.Keys.FirstOrDefault(other => NameOf(other) == NameOf(contract)) is { } elsewhere
            ? $"is exported by the module '{elsewhere[..elsewhere.IndexOf('/', StringComparison.Ordinal)]}' now, and the module is part of a call's address"
            : "is gone";

    private static string NameOf(string contract) => contract[(contract.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static IEnumerable<Change> New(ContractSet old, ContractSet now) =>
        from contract in now
        from method in contract.Value.Methods.Keys
        where !old.TryGetValue(contract.Key, out var known) || !known.Methods.ContainsKey(method)
        select new Change(Severity.Care, $"{contract.Key}.{method}", "is new", [], "Old servers answer a call of it with contract.unknown: replace the module's hosts before those that call it.");

    private static IEnumerable<Change> Marked(ContractSet old, ContractSet now) =>
        old.Where(contract => now.ContainsKey(contract.Key)).SelectMany(contract => Marks.Of(contract.Key, contract.Value.IsObsolete, now[contract.Key].IsObsolete))
            .Concat(Both(old, now).SelectMany(method => Marks.Of($"{method.Contract}.{method.Method}", method.Old.IsObsolete, method.New.IsObsolete)));

    private static IEnumerable<Change> Of(string name, MethodDescription old, MethodDescription now)
    {
        if (old.IsIdempotent && !now.IsIdempotent)
        {
            yield return new(Severity.Breaks, name, "is no longer idempotent", [$"old callers of {name}, who call again when an answer is lost: it may take effect twice"], $"Keep the promise. {Beside}");
        }
        else if (now.IsIdempotent && !old.IsIdempotent)
        {
            yield return new(Severity.Care, name, "is idempotent now", [], "New callers call again when an answer is lost, old servers too: those must bear it already. Keep what is promised in one release, and promise it in the next.");
        }

        if (now.CanFail && !old.CanFail)
        {
            yield return new(Severity.Breaks, name, "can fail now", [$"old callers of {name}, to whom an error comes as a ContractErrorException that they do not expect"], Beside);
        }

        if ((old.Result is null) != (now.Result is null))
        {
            yield return now.Result is null
                ? new(Severity.Breaks, name, $"has no result any more, and had {old.Result}", [$"old callers of {name}, who get an empty one"], Beside)
                : new(Severity.Breaks, name, $"has the result {now.Result} now, and had none", [$"new callers of {name}, who get an empty one of an old server", $"old callers of {name}, who may not be able to read the answer"], Beside);
        }
    }
}
