using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Health;
using Roost.Hosting;
using Roost.Locks;
using Roost.Redis.Locks;
using Roost.Redis.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Startup;

namespace Roost.Redis;

/// <summary>Puts Redis in the place of PostgreSQL for what hosts share and may lose.</summary>
public sealed class RedisCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddCheckedOptions<RedisOptions>(RedisOptions.Section);
        if (string.IsNullOrWhiteSpace(context.Configuration[$"{RedisOptions.Section}:{nameof(RedisOptions.Connection)}"]))
        {
            return;
        }

        // Those in PostgreSQL are registered only where no other is, before or behind.
        services.AddSingleton<RedisServer>();
        services.AddSingleton<IRateLimitCounter, RedisCounter>();
        if (context.Configuration.GetValue($"{RedisOptions.Section}:{nameof(RedisOptions.HoldsLocks)}", true))
        {
            services.AddSingleton<ILockStore, RedisLocks>();
        }

        services.AddSingleton<IStartupCheck, ConnectionCheck>();
        services.AddSingleton<IDependencyCheck, RedisCheck>();
    }
}
