using Roost.Hosting;

namespace Roost.Security;

/// <summary>Adds the guards to a host.</summary>
public static class SecurityHostExtensions
{
    /// <summary>Adds access tokens, rate limits and idempotency keys.</summary>
    public static RoostBuilder UseSecurity(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new SecurityCapability());
    }
}
