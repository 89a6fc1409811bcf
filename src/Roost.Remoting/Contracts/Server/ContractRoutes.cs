using System.Collections.Frozen;
using Roost.Contracts;
using Roost.Model;
using Roost.Remoting.Contracts.Wire;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Server;

/// <summary>The methods that this host answers others for, by their paths, and who may call which.</summary>
internal sealed class ContractRoutes : IContractMethodVisitor<ContractRoute>
{
    private readonly ContractExecution _execution;
    private readonly FrozenDictionary<string, ContractRoute> _routes;
    private readonly FrozenSet<(string Host, Type Contract)> _uses;

    public ContractRoutes(ApplicationModel model, HostShape shape, ContractExecution execution)
    {
        _execution = execution;
        _routes = (from module in shape.Modules
                   from contract in module.Exports
                   let descriptor = model.DescriptorOf(contract)
                   where descriptor is not null
                   from method in descriptor.Methods
                   select (Path: ContractPath.Of(module, method), Route: method.Accept(this)))
            .ToFrozenDictionary(route => route.Path, route => route.Route, StringComparer.Ordinal);
        _uses = (from host in shape.Topology?.Hosts ?? []
                 from contract in model.Modules.Where(module => host.Activates(module.Name)).SelectMany(module => module.Uses.Concat(module.Exports)).Concat(model.UsedByHosts)
                 select (host.Name, contract)).ToFrozenSet();
    }

    public ContractRoute? Find(string path) => _routes.GetValueOrDefault(path);

    /// <summary>Whether any module of a host has declared that it uses the contract.</summary>
    public bool Allows(string host, ContractMethod method) => _uses.Contains((host, method.Contract));

    public ContractRoute Visit<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method)
        where TContract : class
        where TArguments : struct => new ContractRoute<TContract, TArguments, TResult>(method, _execution);
}
