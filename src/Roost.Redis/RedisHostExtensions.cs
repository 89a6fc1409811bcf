using Roost.Hosting;

namespace Roost.Redis;

/// <summary>Lets hosts share what need not be durable in Redis.</summary>
public static class RedisHostExtensions
{
    /// <summary>
    /// Keeps locks and shared rate limits in Redis instead of PostgreSQL where <c>Roost:Redis:Connection</c> says which one. Without it, it does nothing.
    /// </summary>
    public static RoostBuilder UseRedis(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new RedisCapability());
    }
}
