using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Configuration;
using Roost.Configuration.Reference;
using Roost.Contracts;
using Roost.Edge;
using Roost.Faults;
using Roost.Hosting.Commands;
using Roost.Hosting.Services;
using Roost.Model;
using Roost.Operations;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>Puts Roost into a host.</summary>
public static class RoostHostExtensions
{
    /// <summary>
    /// Adds Roost to an ASP.NET Core application. Call <c>app.UseRoost()</c> once it is built.
    /// </summary>
    public static IHostApplicationBuilder AddRoost(this IHostApplicationBuilder host, Action<RoostBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(configure);
        var roost = new RoostBuilder(host);
        configure(roost);

        var model = new ApplicationModel(roost.Modules, roost.Provided, roost.Used);
        var faults = new List<Fault>();
        ModelRules.Check(model, faults);
        var shape = HostShapeReader.Read(host.Configuration, model, faults);
        // What modules of other hosts need, other hosts have: a gateway needs no database.
        foreach (var fact in shape.Modules.SelectMany(module => module.Facts<INeedsCapability>()))
        {
            roost.Use(fact.CreateCapability());
        }

        var context = new CapabilityContext(host, host.Services, model, shape, roost.Edge, faults);
        AddKernel(context);
        HostPorts.Add(host.Configuration, shape);
        EdgeServices.Add(context, new(() => ImageServices.NamesOf(roost, context)));
        foreach (var capability in roost.Capabilities)
        {
            capability.Register(context);
        }

        ModuleServices.Add(context);
        ContractClients.Add(context);
        host.Services.AddSingleton<IStartupCheck>(new CollectedFaults(faults));
        return host;
    }

    private static void AddKernel(CapabilityContext context)
    {
        var services = context.Services;
        services.AddSingleton(context.Model);
        services.AddSingleton(context.Model.Validators);
        services.AddSingleton(context.Shape);
        services.AddSingleton(context.Edge);
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Operation>();
        services.AddScoped(static provider => provider.GetRequiredService<Operation>().Context);
        services.AddSingleton<IOperations, ScopedOperations>();
        // The framework keeps a book of the names of all clients, and wants one a container: the host's, for all modules.
        services.AddHttpClient();
        services.AddSingleton<FaultClassification>();
        services.AddSingleton<ContractRegistry>();
        services.AddSingleton(static provider => new ContractExecution(
            provider.GetRequiredService<ContractRegistry>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ContractExecution>>()));
        services.AddScoped<LocalContractChannel>();
        services.AddSingleton<StartupReport>();
        services.AddHostedService(static provider => provider.GetRequiredService<StartupReport>());
        services.AddHostedService<WarmUps>();
        services.AddCheckedOptions<RoostHostOptions>(RoostHostOptions.Section);
        services.AddSingleton<IHostCommand, ConfigurationCommand>();
    }
}
