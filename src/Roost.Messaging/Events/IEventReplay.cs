namespace Roost.Messaging.Events;

/// <summary>Lets subscriptions hear of events once more. It works as the system role.</summary>
public interface IEventReplay
{
    /// <summary>
    /// Sends a subscription back to the first event that was published at <paramref name="from"/> or later and is still in the log. Each comes as another job;
    /// what is new follows behind the last of them.
    /// </summary>
    /// <param name="subscription">Its name, such as <c>notifications.on-order-confirmed</c>.</param>
    /// <param name="from">A time, by the database's clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Success, or <see cref="ErrorKind.NotFound"/> if nobody subscribes under that name.</returns>
    Task<Result> ReplayAsync(string subscription, DateTimeOffset from, CancellationToken cancellationToken = default);
}
