using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Configuration;
using Roost.Faults;
using Roost.Health;
using Roost.Hosting;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Declaration;
using Roost.Remoting.Calls.Health;
using Roost.Remoting.Calls.Pipelines;
using Roost.Remoting.Contracts;
using Roost.Startup;

namespace Roost.Remoting;

/// <summary>Gives a host ways to call third parties. Modules bring it along with the calls that they declare.</summary>
public sealed class RemotingCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddMetrics();
        services.AddSingleton(new OptionsFact(typeof(CallOptions), $"{CallOptions.Section}:*name*"));
        services.AddSingleton<CallCatalogue>();
        services.AddSingleton<IStartupCheck, CallsCheck>();
        services.AddSingleton<CallPipelines>();
        services.AddSingleton<IFaultClassifier, CallFaults>();
        services.TryAddScoped<ICalls, OperationCalls>();
        ContractServices.Add(context);
        foreach (var (_, call) in context.Model.Facts<CallFact>().Where(call => context.Shape.Activates(call.Module) && !call.Fact.Declared.IsPerTarget).DistinctBy(call => call.Fact.Name))
        {
            services.AddSingleton<IDependencyCheck>(provider => new BreakerCheck(call.Name, provider.GetRequiredService<CallPipelines>()));
        }
    }
}
