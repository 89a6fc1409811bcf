using Roost.Messaging.Broadcasts;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Streams.Declaration;
using Roost.Model;

namespace Roost.Messaging.Travel;

/// <summary>Finds in the application model what modules leave in the database or send to other hosts.</summary>
public static class TravellingMessages
{
    /// <summary>All of it, of all modules of the image, whichever a host activates.</summary>
    public static IEnumerable<TravellingMessage> Of(ApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Facts<EventFact>().Select(happened => Message(MessageKind.Event, happened.Fact.Name, happened.Fact.EventType) with { Publisher = happened.Module.Name })
            .Concat(model.Facts<JobFact>().SelectMany(job => Of(job.Fact)))
            .Concat(model.Facts<StreamFact>().SelectMany(stream => Of(stream.Fact)))
            .Concat(model.Facts<BroadcastFact>().Select(heard => Message(MessageKind.Broadcast, heard.Fact.Name, heard.Fact.BroadcastType)))
            .DistinctBy(message => (message.Kind, message.Name));
    }

    private static IEnumerable<TravellingMessage> Of(JobFact job) => job switch
    {
        SubscriptionFact or StreamSubscriptionFact => [Message(MessageKind.Subscription, job.Kind, job.JobType)],
        SagaFact saga => saga.Plan.Steps
            .Where(step => step.SignalType is not null)
            .Select(step => Message(MessageKind.SagaSignal, $"{saga.Kind}/{step.Signal}", step.SignalType!))
            .Prepend(Message(MessageKind.SagaState, saga.Kind, saga.StateType)),
        _ => [Message(MessageKind.Job, job.Kind, job.JobType)],
    };

    private static IEnumerable<TravellingMessage> Of(StreamFact stream) =>
        stream.Stored.Select(stored => Message(MessageKind.StreamEvent, $"{stream.Name}/{stored.Name}", stored.Type) with { IsWritten = !stored.IsOld });

    private static TravellingMessage Message(MessageKind kind, string name, Type data) => new(kind, name, data, JobJson.Options);
}
