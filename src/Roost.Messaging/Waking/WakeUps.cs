namespace Roost.Messaging.Waking;

/// <summary>Tells workers that jobs have become ready: those of this process at once, those of others by a notification.</summary>
internal sealed class WakeUps(QueueSignals signals, Notifications notifications)
{
    /// <summary>In this process: there may be something to admit.</summary>
    public void Admit() => signals.Set(Signals.Admit);

    /// <summary>Behind a commit, never in front of it.</summary>
    public void Wake(IEnumerable<string> queues)
    {
        foreach (var queue in queues)
        {
            signals.Set(queue);
            notifications.Add(queue);
        }
    }
}
