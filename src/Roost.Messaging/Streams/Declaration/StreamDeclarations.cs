using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events;
using Roost.Messaging.Streams;
using Roost.Messaging.Streams.Appending;
using Roost.Messaging.Streams.Declaration;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Modules;

/// <summary>What a module says of its streams.</summary>
public static class StreamDeclarations
{
    /// <summary>Declares a kind of stream: what can happen, and what it adds up to. Inject <see cref="IStreams{TState}"/> to load and append.</summary>
    /// <typeparam name="TState">What its events add up to. A new one is the state before the first.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="name">Its name behind the module's, in lower-case letters, digits and hyphens. It stays: events are stored under it.</param>
    /// <param name="declare">Its events, how old ones are brought up to date, snapshots.</param>
    public static ModuleDeclaration Stream<TState>(this ModuleDeclaration module, string name, Action<StreamDeclaration<TState>> declare)
        where TState : class, new()
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(declare);
        var declaration = new StreamDeclaration<TState>();
        declare(declaration);
        var stream = new StreamFact<TState>($"{module.Name}.{JobDeclaration.CheckName(name)}", declaration);
        return module.Add(stream).Services(services => services.AddScoped<IStreams<TState>>(provider => new OperationStreams<TState>(
            stream, provider.GetRequiredService<StreamAppender>(), provider.GetRequiredService<Operation>(), provider.GetRequiredService<UnitOfWork>(),
            provider.GetRequiredService<StreamCatalogue>(), provider.GetRequiredService<ILogger<IStreams<TState>>>())));
    }

    /// <summary>Declares a projection of streams of this module.</summary>
    /// <typeparam name="TProjection">Who makes rows of their events.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="name">Its name behind the module's, in lower-case letters, digits and hyphens. Under another name it is another projection, which begins anew.</param>
    /// <param name="declare">Of which streams, and whether inline.</param>
    public static ModuleDeclaration Projection<TProjection>(this ModuleDeclaration module, string name, Action<ProjectionDeclaration> declare)
        where TProjection : class, IProjection
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(declare);
        var declaration = new ProjectionDeclaration();
        declare(declaration);
        return module
            .Add(new ProjectionFact<TProjection>($"{module.Name}.{JobDeclaration.CheckName(name)}", declaration))
            .Services(static services => services.AddScoped<TProjection>());
    }

    /// <summary>
    /// Subscribes to an event of a stream of this module. Each event comes as a job of this subscription's own, with attempts and dead letters that are no
    /// other's; with <c>InOrder()</c> those of one stream come one after the other. Its kind is <c>module.on-event-type</c>, unless it is named.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">Who handles it, in the scope of one attempt.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="declare">Name, queue, priority, attempts, time-out, order, and whether it hears of what was appended before.</param>
    public static ModuleDeclaration On<TEvent, THandler>(this ModuleDeclaration module, Action<JobDeclaration>? declare = null)
        where TEvent : notnull
        where THandler : class, IEventHandler<TEvent>
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new JobDeclaration();
        declare?.Invoke(declaration);
        return module
            .Add(new StreamSubscriptionFact<TEvent, THandler>($"{module.Name}.{declaration.Name ?? $"on-{JobNames.Of(typeof(TEvent))}"}", declaration))
            .Services(static services => services.AddScoped<THandler>());
    }
}
