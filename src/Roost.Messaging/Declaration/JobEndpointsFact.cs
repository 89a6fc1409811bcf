using Roost.Hosting;

namespace Roost.Messaging.Declaration;

/// <summary>That a module shows the jobs of all modules.</summary>
internal sealed record JobEndpointsFact : INeedsCapability
{
    public ICapability CreateCapability() => new MessagingCapability();
}
