namespace Roost.Messaging.Broadcasts;

/// <summary>
/// Tells every host that runs at this moment, this one included, once the present operation has committed. Best effort: a host that is cut off, or starts a moment
/// later, does not hear it. What must be heard is an integration event.
/// </summary>
public interface IBroadcasts
{
    /// <summary>Collects a broadcast. It goes out behind the commit, and counts as written until then.</summary>
    /// <param name="broadcast">What every host is to hear; a module of the image hears its type.</param>
    /// <exception cref="InvalidOperationException">No module hears the type.</exception>
    /// <exception cref="ArgumentException">It is larger than 7,900 bytes as JSON, with its envelope.</exception>
    void Send<TBroadcast>(TBroadcast broadcast)
        where TBroadcast : notnull;
}
