using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Contracts;
using Roost.Model;

namespace Roost.Modules;

/// <summary>
/// What a module says of itself. Capabilities add their own words by extension methods that call <see cref="Add"/>;
/// the kernel knows none of them.
/// </summary>
public sealed class ModuleDeclaration
{
    private readonly ModuleModel _model;

    internal ModuleDeclaration(ModuleModel model) => _model = model;

    /// <summary>The module's name.</summary>
    public string Name => _model.Name;

    /// <summary>The module's class.</summary>
    public Type ModuleType => _model.ModuleType;

    /// <summary>Adds a fact to the application model, for whoever asks the model for facts of that type.</summary>
    public ModuleDeclaration Add(object fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        _model.AddFact(fact);
        return this;
    }

    /// <summary>
    /// Registers services. They are registered only in hosts that activate the module, and only under types that neither the
    /// host nor another module has: a collision is a start-up fault, so that no registration silently wins over another. The
    /// collection holds what the host has, so that <c>TryAdd</c> and the framework's <c>Add…</c> methods work as anywhere.
    /// </summary>
    public ModuleDeclaration Services(Action<IServiceCollection> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        _model.AddServices(register);
        return this;
    }

    /// <summary>Adds one of several implementations of a service that many modules contribute to, such as a list of seeds.</summary>
    public ModuleDeclaration Contributes<TService, TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        _model.AddFact(new Contribution(typeof(TService)));
        _model.AddServices(static services => services.AddScoped<TService, TImplementation>());
        return this;
    }

    /// <summary>Names the class that implements a contract which the module exports. It lives in one call's scope.</summary>
    public ModuleDeclaration Implements<TContract, TService>()
        where TContract : class
        where TService : class, TContract
    {
        _model.AddFact(new ContractImplementation(typeof(TContract), typeof(TService)));
        _model.AddServices(static services => services.AddScoped<TService>());
        return this;
    }

    /// <summary>Lets a guard decide over every call to a contract of the module, from this host or another.</summary>
    public ModuleDeclaration Guards<TContract, TGuard>()
        where TContract : class
        where TGuard : class, IContractGuard<TContract>
    {
        _model.AddFact(new ContractGuardFact(typeof(TContract), typeof(TGuard)));
        _model.AddServices(static services => services.AddScoped<IContractGuard<TContract>, TGuard>());
        return this;
    }

    /// <summary>
    /// Binds a class of typed configuration to the module's section, <c>Modules:{name}</c>, and validates it at start-up.
    /// </summary>
    public ModuleDeclaration Options<TOptions>()
        where TOptions : class
    {
        var section = $"Modules:{_model.Name}";
        _model.AddFact(new OptionsFact(typeof(TOptions), section));
        _model.AddServices(services => services.AddCheckedOptions<TOptions>(section));
        return this;
    }
}
