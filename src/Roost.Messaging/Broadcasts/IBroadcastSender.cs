using Roost.Operations;

namespace Roost.Messaging.Broadcasts;

/// <summary>Tells every host that runs at this moment, this one included, from outside of any operation. Best effort, as <see cref="IBroadcasts"/>.</summary>
public interface IBroadcastSender
{
    /// <summary>Sends a broadcast. It returns at once.</summary>
    /// <param name="context">In whose tenant, and under which correlation id, it will be handled.</param>
    /// <param name="broadcast">What every host is to hear; a module of the image hears its type.</param>
    /// <exception cref="InvalidOperationException">No module hears the type.</exception>
    /// <exception cref="ArgumentException">It is larger than 7,900 bytes as JSON, with its envelope.</exception>
    void Send<TBroadcast>(CallContext context, TBroadcast broadcast)
        where TBroadcast : notnull;
}
