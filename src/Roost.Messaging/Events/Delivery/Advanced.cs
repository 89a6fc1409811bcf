namespace Roost.Messaging.Events.Delivery;

/// <summary>What one step of handing on has done.</summary>
/// <param name="Events">How many events left the outbox.</param>
/// <param name="Queues">Where jobs were added.</param>
/// <param name="IsMore">Whether there is more to be done at once.</param>
internal sealed record Advanced(int Events, IReadOnlyList<string> Queues, bool IsMore);
