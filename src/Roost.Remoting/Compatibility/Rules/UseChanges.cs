using Roost.Remoting.Compatibility.Description;
using ContractSet = System.Collections.Generic.SortedDictionary<string, Roost.Remoting.Compatibility.Description.ContractDescription>;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Who calls a contract. A server asks its own image, and not the caller's, whether a module of the calling host declares that it uses it.</summary>
internal static class UseChanges
{
    private const string OfHosts = "the host program";
    private const string Gone = "Take the calls away in one release, and the declaration in the release after. Nobody can see here what is still called: say so in the change, and write the file anew.";

    public static IEnumerable<Change> Of(ContractSet old, ContractSet now) =>
        old.Where(contract => now.ContainsKey(contract.Key)).SelectMany(contract => Of(contract.Key, contract.Value, now[contract.Key]));

    private static IEnumerable<Change> Of(string name, ContractDescription old, ContractDescription now)
    {
        // The host program is part of every host: where it may, whoever is in it may.
        var gone = now.IsUsedByHosts ? [] : old.UsedBy.Except(now.UsedBy).Select(OfModule);
        foreach (var user in old.IsUsedByHosts && !now.IsUsedByHosts ? gone.Prepend(OfHosts) : gone)
        {
            yield return old.IsObsolete
                ? new(Severity.Compatible, name, $"is no longer used by {user}, and was obsolete", [])
                : new(Severity.Breaks, name, $"is no longer used by {user}", [$"old hosts whose calls for {user} new servers refuse: contract.undeclared"], Gone);
        }

        var come = old.IsUsedByHosts ? [] : now.UsedBy.Except(old.UsedBy).Select(OfModule);
        foreach (var user in now.IsUsedByHosts && !old.IsUsedByHosts ? come.Prepend(OfHosts) : come)
        {
            yield return new(
                Severity.Care, name, $"is used by {user} now", [],
                $"Old servers refuse its calls with contract.undeclared: replace the hosts of the module '{name[..name.IndexOf('/', StringComparison.Ordinal)]}' before those that call it.");
        }
    }

    private static string OfModule(string module) => $"the module '{module}'";
}
