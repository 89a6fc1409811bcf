using Roost.Hosting;

namespace Roost.Remoting.Calls.Declaration;

/// <summary>A third party that a module calls.</summary>
internal sealed record CallFact(string Name, CallSettings Declared) : INeedsCapability
{
    public ICapability CreateCapability() => new RemotingCapability();
}
