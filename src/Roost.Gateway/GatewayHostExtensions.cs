using Roost.Hosting;

namespace Roost.Gateway;

/// <summary>Lets hosts stand in front of others.</summary>
public static class GatewayHostExtensions
{
    /// <summary>
    /// Sends requests on to the hosts that have the modules, in hosts whose role is <c>gateway</c>. In all others, and without a topology file, it does nothing.
    /// </summary>
    public static RoostBuilder UseGateway(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new GatewayCapability());
    }
}
