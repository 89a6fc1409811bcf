using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Model;
using Roost.Modules;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>
/// Registers the services of the active modules, each module into a collection of its own first, so that two modules which
/// register the same type are found out instead of one silently winning; and a client for every contract that can be reached.
/// </summary>
internal static class ModuleServices
{
    public static void Add(CapabilityContext context)
    {
        var owners = new Dictionary<Type, string>();
        foreach (var module in context.Shape.Modules)
        {
            var services = new ServiceCollection();
            foreach (var register in module.Services)
            {
                register(services);
            }

            var contributions = module.Facts<Contribution>().Select(contribution => contribution.Service).ToHashSet();
            foreach (var service in services)
            {
                if (!IsShared(service.ServiceType) && !contributions.Contains(service.ServiceType) && !owners.TryAdd(service.ServiceType, module.Name) && owners[service.ServiceType] != module.Name)
                {
                    context.Faults.Add(Collision(service.ServiceType, owners[service.ServiceType], module.Name));
                }

                context.Services.Add(service);
            }
        }

        AddClients(context);
    }

    /// <summary>
    /// Types that are made to be registered by many: lists such as <c>IStartupCheck</c>, options and logging, all of the
    /// framework's and Roost's own, which are either collections or per-type generics.
    /// </summary>
    private static bool IsShared(Type type)
    {
        var assembly = type.Assembly.GetName().Name!;
        return assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || assembly.StartsWith("Roost", StringComparison.Ordinal);
    }

    private static Fault Collision(Type service, string first, string second) => new(
        "RST005",
        $"Two modules register {service.FullName}: '{first}' and '{second}'. One would silently replace the other.",
        $"modules {first} and {second}",
        "Register a type of the module's own instead: derive an interface from it, or wrap it in a class of the module.");

    private static void AddClients(CapabilityContext context)
    {
        var needed = context.Shape.Modules.SelectMany(module => module.Uses.Concat(module.Exports).Select(contract => (module, contract)))
            .GroupBy(need => need.contract, need => need.module);
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

    private static Fault Elsewhere(Type contract, ModuleModel exporter, ModuleModel user) => new(
        "RST006",
        $"Module '{user.Name}' uses {contract.Name}, whose module '{exporter.Name}' is not active in this host, and no channel to another host is configured.",
        $"{RoostHostOptions.Section}:Modules",
        $"Activate '{exporter.Name}' here too.");
}
