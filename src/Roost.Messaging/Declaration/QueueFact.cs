using Roost.Hosting;

namespace Roost.Messaging.Declaration;

/// <summary>A queue that a module gives limits to.</summary>
internal sealed record QueueFact(string Queue, int? Running, RateLimit? Rate) : INeedsCapability
{
    public ICapability CreateCapability() => new MessagingCapability();
}
