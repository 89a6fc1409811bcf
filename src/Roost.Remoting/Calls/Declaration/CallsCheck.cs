using Microsoft.Extensions.Configuration;
using Roost.Model;
using Roost.Remoting.Calls.Http;
using Roost.Remoting.Contracts.Client;
using Roost.Startup;

namespace Roost.Remoting.Calls.Declaration;

/// <summary>Each call has a name of its own, what operators say is of one that there is, and each HTTP client of one that is declared.</summary>
internal sealed class CallsCheck(ApplicationModel model, CallCatalogue catalogue, IConfiguration configuration, IEnumerable<CallClientName> clients) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in catalogue.Faults)
        {
            faults.Add(fault);
        }

        var calls = model.Facts<CallFact>().ToList();
        foreach (var twice in calls.GroupBy(call => call.Fact.Name).Where(calls => calls.Count() > 1))
        {
            faults.Add(new(
                "RST110",
                $"Calls to '{twice.Key}' are declared {twice.Count()} times, by {string.Join(", ", twice.Select(call => call.Module.Name).Distinct())}.",
                $"module {twice.First().Module.Name}",
                "Declare them once, in the module that makes them; another module's calls have another name."));
        }

        var names = calls.Select(call => call.Fact.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var unknown in configuration.GetSection(CallOptions.Section).GetChildren().Where(section => !names.Contains(section.Key)))
        {
            faults.Add(new(
                "RST111",
                $"No module of this image declares calls to '{unknown.Key}'.",
                unknown.Path,
                $"Correct the name; there {(names.Count == 0 ? "are none" : $"is {string.Join(", ", names.Order(StringComparer.Ordinal))}")}."));
        }

        var contracts = model.Modules.SelectMany(module => module.Exports).Select(contract => contract.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var unknown in configuration.GetSection(ContractCalls.Section).GetChildren().Where(section => !contracts.Contains(section.Key)))
        {
            faults.Add(new("RST111", $"No module of this image exports a contract '{unknown.Key}'.", unknown.Path, $"Correct the name; there is {string.Join(", ", contracts.Order(StringComparer.Ordinal))}."));
        }

        foreach (var client in clients.Where(client => !catalogue.Calls.ContainsKey(client.Name)).Distinct())
        {
            faults.Add(new(
                "RST113",
                $"The HTTP client '{client.Name}' is for calls that no active module declares.",
                $"services.AddCallClient(\"{client.Name}\")",
                $"Add .Calls(\"{client.Name}\") to the module that registers it."));
        }

        return default;
    }
}
