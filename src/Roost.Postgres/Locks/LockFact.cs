using Roost.Hosting;

namespace Roost.Postgres.Locks;

/// <summary>A module takes locks.</summary>
internal sealed record LockFact : INeedsCapability
{
    public ICapability CreateCapability() => new LocksCapability();
}
