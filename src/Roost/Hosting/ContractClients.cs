using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Model;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>Registers a client for every contract that the active modules can reach: in this host, or by a channel to another.</summary>
internal static class ContractClients
{
    public static void Add(CapabilityContext context)
    {
        var needed = context.Shape.Modules.SelectMany(module => module.Uses.Concat(module.Exports).Select(contract => (user: $"Module '{module.Name}'", contract)))
            .Concat(context.Model.UsedByHosts.Select(contract => (user: "The host program", contract)))
            .GroupBy(need => need.contract, need => need.user);
        foreach (var need in needed)
        {
            var exporter = context.Model.ExporterOf(need.Key);
            var descriptor = context.Model.DescriptorOf(need.Key);
            if (descriptor is not null && (context.Model.Provided.ContainsKey(need.Key) || (exporter is not null && context.Shape.Activates(exporter))))
            {
                context.Services.AddScoped(need.Key, provider => descriptor.CreateClient(provider.GetRequiredService<LocalContractChannel>()));
                continue;
            }

            if (exporter is not null && descriptor is not null && context.Channels.FirstOrDefault(channel => channel.Reaches(exporter)) is { } source)
            {
                context.Services.AddScoped(need.Key, provider => descriptor.CreateClient(source.Open(exporter, provider)));
                continue;
            }

            // ModelRules has said what is wrong with the model; what is left is a module that lives in another host.
            if (exporter is not null && descriptor is not null)
            {
                context.Faults.Add(Elsewhere(need.Key, exporter, need.First()));
            }

            // The container checks itself before the report is made, and would tell of this one fault in its own words only.
            context.Services.AddScoped(need.Key, _ => throw new InvalidOperationException($"{need.Key.Name} cannot be reached from this host."));
        }
    }

    private static Fault Elsewhere(Type contract, ModuleModel exporter, string user) => new(
        "RST006",
        $"{user} uses {contract.Name}, whose module '{exporter.Name}' is not active in this host, and no channel to another host is configured.",
        $"{RoostHostOptions.Section}:Modules",
        $"Activate '{exporter.Name}' here too, or name a topology that has it in another host (Roost:Host:Topology), and add roost.UseRemoting() in Program.cs.");
}
