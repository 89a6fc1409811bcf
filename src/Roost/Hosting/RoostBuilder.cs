using Microsoft.Extensions.Hosting;
using Roost.Edge;
using Roost.Modules;

namespace Roost.Hosting;

/// <summary>Names the modules of the image and what the host can do for them.</summary>
public sealed class RoostBuilder
{
    private readonly List<Module> _modules = [];
    private readonly List<ICapability> _capabilities = [];

    private readonly Dictionary<Type, Func<IServiceProvider, object>> _provided = [];

    private readonly List<Type> _used = [];

    internal RoostBuilder(IHostApplicationBuilder host) => Host = host;

    /// <summary>The host that is being built.</summary>
    public IHostApplicationBuilder Host { get; }

    /// <summary>The way of a request, for middleware and filters of the whole host.</summary>
    public EdgePipeline Edge { get; } = new();

    internal IReadOnlyList<Module> Modules => _modules;

    internal IReadOnlyDictionary<Type, Func<IServiceProvider, object>> Provided => _provided;

    internal IReadOnlyList<Type> Used => _used;

    internal IReadOnlyList<ICapability> Capabilities => _capabilities;

    /// <summary>Puts a module into the image. Which modules are active is the topology's decision.</summary>
    public RoostBuilder AddModule<TModule>()
        where TModule : Module, new()
    {
        if (_modules.TrueForAll(module => module is not TModule))
        {
            _modules.Add(new TModule());
        }

        return this;
    }

    /// <summary>
    /// Serves a contract that no module of the image exports: by the application around Roost while it moves to modules one at a time, or by a fake
    /// in a test. Calls to it are operations of their own, like all.
    /// </summary>
    public RoostBuilder Provide<TContract>(Func<IServiceProvider, TContract> create)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(create);
        _provided[typeof(TContract)] = create;
        return this;
    }

    /// <summary>
    /// Says that the host program itself calls a contract, outside of any module, as what finds tenants by their names does: so that it can be called in hosts, too,
    /// where no active module uses it.
    /// </summary>
    public RoostBuilder Uses<TContract>()
        where TContract : class
    {
        if (!_used.Contains(typeof(TContract)))
        {
            _used.Add(typeof(TContract));
        }

        return this;
    }

    /// <summary>Adds something that the host can do; a second one of the same type changes nothing.</summary>
    public RoostBuilder Use(ICapability capability)
    {
        ArgumentNullException.ThrowIfNull(capability);
        if (_capabilities.TrueForAll(existing => existing.GetType() != capability.GetType()))
        {
            _capabilities.Add(capability);
        }

        return this;
    }
}
