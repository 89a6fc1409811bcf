using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Locks;
using Roost.Postgres.Connections;
using Roost.Postgres.Schema;

namespace Roost.Postgres.Locks;

/// <summary>Gives modules locks, in the host's database unless another store is registered.</summary>
internal sealed class LocksCapability : ICapability
{
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        if (services.Any(service => service.ServiceType == typeof(Locks<>)))
        {
            return;
        }

        new PostgresCapability().Register(context);
        services.AddSingleton<ISchemaPart, LocksSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{LocksSchema.Part}", "2", "Roost.Postgres"));
        if (!services.Any(service => service.ServiceType == typeof(ILockStore)))
        {
            services.AddSingleton<ILockStore, PostgresLocks>();
            services.AddSingleton(new ConnectionsApart("locks", DataSources.LockConnections));
        }

        services.AddSingleton(typeof(Locks<>));
    }
}
