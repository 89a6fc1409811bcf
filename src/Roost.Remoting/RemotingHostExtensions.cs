using Roost.Hosting;

namespace Roost.Remoting;

/// <summary>Lets hosts call each other.</summary>
public static class RemotingHostExtensions
{
    /// <summary>Lets modules be called that are active in other hosts of the topology, and answers those hosts. Without a topology file it does nothing.</summary>
    public static RoostBuilder UseRemoting(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new RemotingCapability());
    }
}
