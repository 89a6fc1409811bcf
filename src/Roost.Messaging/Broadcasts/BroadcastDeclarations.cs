using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Broadcasts;

namespace Roost.Modules;

/// <summary>What a module says of broadcasts.</summary>
public static class BroadcastDeclarations
{
    /// <summary>Lets every host that activates this module hear a broadcast.</summary>
    /// <typeparam name="TBroadcast">The broadcast: a record that travels as JSON.</typeparam>
    /// <typeparam name="THandler">Who hears it, in a scope of its own.</typeparam>
    public static ModuleDeclaration Hears<TBroadcast, THandler>(this ModuleDeclaration module)
        where TBroadcast : notnull
        where THandler : class, IBroadcastHandler<TBroadcast>
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Add(new BroadcastFact<TBroadcast, THandler>()).Services(static services => services.AddScoped<THandler>());
    }
}
