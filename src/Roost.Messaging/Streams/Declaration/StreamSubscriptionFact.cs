using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Jobs;
using Roost.Messaging.Streams.Projecting;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>A subscription to an event of a stream: a kind of job that is added as a projection comes by the event.</summary>
internal abstract class StreamSubscriptionFact : JobFact
{
    private protected StreamSubscriptionFact(string kind, Type eventType, JobDeclaration declaration)
        : base(kind, eventType, declaration) => IsFromTheBeginning = declaration.IsFromTheBeginning;

    /// <summary>Whether it hears of events that were appended before it was known.</summary>
    public bool IsFromTheBeginning { get; }

    /// <summary>How its jobs come about.</summary>
    public IProjectionWork CreateWork() => new SubscriptionWork(this);
}

internal sealed class StreamSubscriptionFact<TEvent, THandler>(string kind, JobDeclaration declaration) : StreamSubscriptionFact(kind, typeof(TEvent), declaration)
    where TEvent : notnull
    where THandler : class, IEventHandler<TEvent>
{
    internal override object Read(ReadOnlySpan<byte> payload, JobEnvelope envelope) => EventDelivery<TEvent>.Read(payload, envelope);

    internal override Task<Result> HandleAsync(IServiceProvider services, object job, JobRun run, CancellationToken cancellationToken)
    {
        var delivery = (EventDelivery<TEvent>)job;
        return services.GetRequiredService<THandler>().HandleAsync(delivery.Event, delivery.RunOf(run), cancellationToken);
    }
}
