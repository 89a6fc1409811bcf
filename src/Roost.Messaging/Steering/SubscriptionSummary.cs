namespace Roost.Messaging.Steering;

/// <summary>A subscription to an event, and how far behind it is.</summary>
/// <param name="Name">Its name, which is the kind of its jobs: <c>notifications.on-order-confirmed</c>.</param>
/// <param name="Event">The event that it hears.</param>
/// <param name="Queue">Where its jobs wait.</param>
/// <param name="Lag">How old the oldest event is that it has no job of yet; nothing if it has one of each. How long these jobs wait is the queue's age.</param>
/// <param name="IsReplaying">Whether it hears of past events at this moment, and of new ones behind them.</param>
public sealed record SubscriptionSummary(string Name, string Event, string Queue, TimeSpan Lag, bool IsReplaying);
