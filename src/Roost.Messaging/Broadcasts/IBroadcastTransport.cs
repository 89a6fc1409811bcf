namespace Roost.Messaging.Broadcasts;

/// <summary>Carries broadcasts between hosts. PostgreSQL's <c>NOTIFY</c> does, unless a capability brings another.</summary>
public interface IBroadcastTransport
{
    /// <summary>Sends to all hosts that listen. Whether the sender's own is among them makes no difference.</summary>
    /// <param name="messages">Each is JSON in ASCII, of 7,900 bytes at most.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task SendAsync(IReadOnlyList<string> messages, CancellationToken cancellationToken);

    /// <summary>Listens until the connection is lost, which is an exception, or the host ends. It is called again a moment after it has failed.</summary>
    /// <param name="receive">Is given each message. Quick, and never throws.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ListenAsync(Action<string> receive, CancellationToken cancellationToken);
}
