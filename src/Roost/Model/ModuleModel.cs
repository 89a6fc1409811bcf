using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Modules;
using Module = Roost.Modules.Module;

namespace Roost.Model;

/// <summary>What the application model knows of one module, active in this host or not.</summary>
public sealed class ModuleModel
{
    private readonly List<object> _facts = [];
    private readonly List<Action<IServiceCollection>> _services = [];

    internal ModuleModel(Module module)
    {
        ModuleType = module.GetType();
        Name = ModuleType.GetCustomAttribute<ModuleAttribute>(inherit: false)?.Name
            ?? throw new InvalidOperationException($"{ModuleType.FullName} has no [Module(\"name\")] attribute. Add one above the class.");
        var edges = ModuleType.GetCustomAttributes<ModuleEdgeAttribute>(inherit: false).ToList();
        Uses = [.. edges.Where(edge => edge.GetType().GetGenericTypeDefinition() == typeof(UsesAttribute<>)).Select(edge => edge.Contract)];
        Exports = [.. edges.Where(edge => edge.GetType().GetGenericTypeDefinition() == typeof(ExportsAttribute<>)).Select(edge => edge.Contract)];
        Generated = ModuleType.Assembly.GetCustomAttribute<GeneratedModelAttribute>();
        module.DeclareTo(new ModuleDeclaration(this));
    }

    /// <summary>The module's name.</summary>
    public string Name { get; }

    /// <summary>The module's class.</summary>
    public Type ModuleType { get; }

    /// <summary>The contracts of others that the module calls.</summary>
    public IReadOnlyList<Type> Uses { get; }

    /// <summary>The contracts that the module implements for others.</summary>
    public IReadOnlyList<Type> Exports { get; }

    /// <summary>What the generator wrote for the module's assembly; <see langword="null"/> where it wrote nothing.</summary>
    public GeneratedModelAttribute? Generated { get; }

    /// <summary>The classes behind the exported contracts.</summary>
    public IEnumerable<ContractImplementation> Implementations => Facts<ContractImplementation>();

    /// <summary>The facts of one type that the module declared, in order.</summary>
    public IEnumerable<TFact> Facts<TFact>() => _facts.OfType<TFact>();

    internal IReadOnlyList<Action<IServiceCollection>> Services => _services;

    internal void AddFact(object fact) => _facts.Add(fact);

    internal void AddServices(Action<IServiceCollection> register) => _services.Add(register);
}
