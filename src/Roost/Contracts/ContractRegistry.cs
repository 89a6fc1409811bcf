using Microsoft.Extensions.DependencyInjection;
using Roost.Faults;
using Roost.Model;

namespace Roost.Contracts;

/// <summary>Finds the implementation of a contract in this host.</summary>
internal sealed class ContractRegistry
{
    private readonly Dictionary<Type, Type> _implementations;
    private readonly IReadOnlyDictionary<Type, Func<IServiceProvider, object>> _provided;
    private readonly HashSet<Type> _guarded;

    public ContractRegistry(ApplicationModel model, IServiceScopeFactory scopes, FaultClassification faults)
    {
        Scopes = scopes;
        Faults = faults;
        _implementations = model.Modules.SelectMany(module => module.Implementations).ToDictionary(i => i.Contract, i => i.Service);
        _provided = model.Provided;
        _guarded = [.. model.Facts<ContractGuardFact>().Select(guard => guard.Fact.Contract)];
    }

    public IServiceScopeFactory Scopes { get; }

    public FaultClassification Faults { get; }

    public TContract Implementation<TContract>(IServiceProvider services)
        where TContract : class =>
        (TContract)(_provided.Count > 0 && _provided.TryGetValue(typeof(TContract), out var create)
            ? create(services)
            : services.GetRequiredService(_implementations[typeof(TContract)]));

    public bool IsGuarded<TContract>()
        where TContract : class => _guarded.Count > 0 && _guarded.Contains(typeof(TContract));

    public IEnumerable<IContractGuard<TContract>> GuardsOf<TContract>(IServiceProvider services)
        where TContract : class =>
        IsGuarded<TContract>() ? services.GetServices<IContractGuard<TContract>>() : [];
}
