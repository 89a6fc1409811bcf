using Roost.Messaging.Travel;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Who reads what, in which direction, and what they come to if they cannot.</summary>
internal static class Victims
{
    public static string OfArguments(string method, Direction direction) => direction switch
    {
        Direction.OldReadsNew => $"old servers of {method}, which refuse calls of new callers: contract.unreadable",
        _ => $"old callers of {method}, whose calls new servers refuse: contract.unreadable",
    };

    public static string OfResult(string method, Direction direction) => direction switch
    {
        Direction.OldReadsNew => $"old callers of {method}, who cannot read what a new server has done: contract.unreadable",
        _ => $"new callers of {method}, who cannot read what an old server has done: contract.unreadable",
    };

    public static string Of(MessageKind kind, string name, Direction direction) => (kind, direction) switch
    {
        (MessageKind.Event, Direction.OldReadsNew) => $"old subscribers of {name}: a dead letter for each event of a new host",
        (MessageKind.Event, Direction.NewReadsOld) => $"new subscribers of {name}: a dead letter for each event that an older version has published",
        (MessageKind.Subscription or MessageKind.Job, Direction.OldReadsNew) => $"old workers that take a job {name} of a new host: a dead letter",
        (MessageKind.Subscription or MessageKind.Job, Direction.NewReadsOld) => $"jobs {name} that an older version has left in the database: dead letters",
        (MessageKind.SagaState, Direction.OldReadsNew) => $"old workers that go on with an instance of {name} where a new one was: they cannot read its state",
        (MessageKind.SagaState, Direction.NewReadsOld) => $"instances of {name} that are under way: their state cannot be read",
        (MessageKind.SagaSignal, Direction.OldReadsNew) => $"old workers that take the signal {name} of a new host",
        (MessageKind.SagaSignal, Direction.NewReadsOld) => $"signals {name} that an older version has sent",
        (MessageKind.StreamEvent, Direction.OldReadsNew) => $"old hosts: they cannot load a stream to which a new one has appended {name}",
        (MessageKind.StreamEvent, Direction.NewReadsOld) => $"events {name} that are stored, for good: their streams cannot be loaded",
        (MessageKind.Broadcast, Direction.OldReadsNew) => $"old hosts, which do not hear {name} of new ones",
        (MessageKind.Broadcast, Direction.NewReadsOld) => $"new hosts, which do not hear {name} of old ones",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody is known to read it."),
    };
}
