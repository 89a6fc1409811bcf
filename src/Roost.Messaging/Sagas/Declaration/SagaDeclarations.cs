using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Sagas;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Sagas.Starting;

namespace Roost.Modules;

/// <summary>What a module says of its sagas.</summary>
public static class SagaDeclarations
{
    /// <summary>Declares one version of a saga.</summary>
    /// <typeparam name="TSaga">The saga. A step's scope makes one, with the services that its constructor takes.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="declare">Queue, priority, how long keys are kept.</param>
    public static ModuleDeclaration Saga<TSaga>(this ModuleDeclaration module, Action<SagaDeclaration>? declare = null)
        where TSaga : Saga, ISaga<TSaga>
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new SagaDeclaration();
        declare?.Invoke(declaration);
        var definition = new SagaDefinition<TSaga>();
        TSaga.Define(definition);
        var (name, version) = typeof(TSaga).GetCustomAttribute<SagaAttribute>() is { } said ? (JobDeclaration.CheckName(said.Name), said.Version) : (JobNames.Of(typeof(TSaga)), 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1, $"{typeof(TSaga).Name}'s Version");
        return module
            .Add(new SagaFact<TSaga>($"{module.Name}.{name}", version, declaration, definition.Plan))
            .Services(static services => services.AddScoped<TSaga>());
    }

    /// <summary>
    /// Lets a saga hear of an event as a signal: its steps wait for it with <c>WaitFor</c>. The subscription's kind is <c>module.signal-event-type-to-state-type</c>, unless
    /// it is named.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="TState">The state of the saga.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="key">The key of the instance that the event is for; <see langword="null"/> if it is for none.</param>
    /// <param name="declare">Name, queue, attempts of the subscription.</param>
    public static ModuleDeclaration Signals<TEvent, TState>(this ModuleDeclaration module, Func<TEvent, string?> key, Action<JobDeclaration>? declare = null)
        where TEvent : notnull
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(key);
        var declaration = new JobDeclaration();
        declare?.Invoke(declaration);
        var name = declaration.Name ?? $"signal-{JobNames.Of(typeof(TEvent))}-to-{JobNames.Of(typeof(TState))}";
        return module
            .Add(new SubscriptionFact<TEvent, EventSignal<TEvent, TState>>($"{module.Name}.{name}", declaration))
            .Services(services => services.AddSingleton(new SignalKey<TEvent, TState>(key)).AddScoped<EventSignal<TEvent, TState>>());
    }
}
