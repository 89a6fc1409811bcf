using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Events.Declaration;

/// <summary>A subscription that a module declares: a kind of job that the outbox adds, one for each event.</summary>
public abstract class SubscriptionFact : JobFact
{
    private protected SubscriptionFact(string kind, Type eventType, JobDeclaration declaration)
        : base(kind, eventType, declaration) => IsFromTheBeginning = declaration.IsFromTheBeginning;

    /// <summary>The event's name on the wire; empty if its type has none, which is a start-up fault.</summary>
    public string EventName => EventFact.NameOf(JobType) ?? "";

    /// <summary>Whether its jobs take the event to another database.</summary>
    internal virtual bool Forwards => false;

    /// <summary>Whether it hears of events that were published before it was known.</summary>
    public bool IsFromTheBeginning { get; }
}

internal sealed class SubscriptionFact<TEvent, THandler>(string kind, JobDeclaration declaration) : SubscriptionFact(kind, typeof(TEvent), declaration)
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
