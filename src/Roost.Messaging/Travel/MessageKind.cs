namespace Roost.Messaging.Travel;

/// <summary>What sort of data it is that one version writes and another reads.</summary>
public enum MessageKind
{
    /// <summary>An integration event, in the outbox, the log, and on its way to other databases.</summary>
    Event,

    /// <summary>What a subscription's job holds: the event.</summary>
    Subscription,

    /// <summary>What a job holds.</summary>
    Job,

    /// <summary>What one version of a saga knows.</summary>
    SagaState,

    /// <summary>A signal that one version of a saga waits for.</summary>
    SagaSignal,

    /// <summary>An event of a stream, kept for good.</summary>
    StreamEvent,

    /// <summary>A broadcast to all hosts.</summary>
    Broadcast,
}
