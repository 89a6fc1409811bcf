using Roost.Hosting;

namespace Roost.RabbitMQ;

/// <summary>Lets events go by RabbitMQ.</summary>
public static class RabbitMqHostExtensions
{
    /// <summary>
    /// Sends events to the other databases of the topology by the broker that <c>Roost:RabbitMq:Connection</c> names, and takes in what comes from there. Without it, or without
    /// other databases, it does nothing. It stands behind <c>UseRemoting</c>.
    /// </summary>
    public static RoostBuilder UseRabbitMq(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new RabbitMqCapability());
    }
}
