using System.Reflection;
using Roost.Contracts;
using Roost.Modules;
using Roost.Validation;
using Module = Roost.Modules.Module;

namespace Roost.Model;

/// <summary>
/// All modules of the image with all they declared. Every host builds it whole, whatever it activates, and routing, subscriptions,
/// documents and manifests come from it: never from what happens to run in this process.
/// </summary>
public sealed class ApplicationModel
{
    private readonly Dictionary<Type, ModuleModel> _exporters = [];
    private readonly Dictionary<Type, ContractDescriptor> _contracts = [];

    internal ApplicationModel(IEnumerable<Module> modules, IReadOnlyDictionary<Type, Func<IServiceProvider, object>> provided, IReadOnlyList<Type> used)
    {
        UsedByHosts = used;
        Provided = provided;
        Modules = [.. modules.Select(module => new ModuleModel(module))];
        foreach (var module in Modules)
        {
            foreach (var contract in module.Exports)
            {
                _exporters.TryAdd(contract, module);
            }
        }

        var assemblies = Modules.SelectMany(module => module.Uses.Concat(module.Exports)).Concat(used).Select(contract => contract.Assembly)
            .Concat(Modules.Select(module => module.ModuleType.Assembly))
            .Distinct();
        foreach (var generated in assemblies.Select(assembly => assembly.GetCustomAttribute<GeneratedModelAttribute>()).OfType<GeneratedModelAttribute>())
        {
            generated.AddValidators(Validators);
            foreach (var contract in generated.Contracts)
            {
                _contracts.TryAdd(contract.Contract, contract);
            }
        }
    }

    /// <summary>The modules, in the order in which the host names them.</summary>
    public IReadOnlyList<ModuleModel> Modules { get; }

    /// <summary>The contracts that the host program itself calls, whichever modules are active.</summary>
    public IReadOnlyList<Type> UsedByHosts { get; }

    /// <summary>The generated validators of all modules.</summary>
    public ValidatorSet Validators { get; } = new();

    /// <summary>The contracts that the application around Roost serves, and how.</summary>
    internal IReadOnlyDictionary<Type, Func<IServiceProvider, object>> Provided { get; }

    /// <summary>The module that exports a contract.</summary>
    public ModuleModel? ExporterOf(Type contract) => _exporters.GetValueOrDefault(contract);

    /// <summary>What the generator wrote for a contract.</summary>
    public ContractDescriptor? DescriptorOf(Type contract) => _contracts.GetValueOrDefault(contract);

    /// <summary>The facts of one type, each with its module.</summary>
    public IEnumerable<(ModuleModel Module, TFact Fact)> Facts<TFact>() =>
        Modules.SelectMany(module => module.Facts<TFact>().Select(fact => (module, fact)));
}
