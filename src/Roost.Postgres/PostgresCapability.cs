using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Configuration;
using Roost.Faults;
using Roost.Health;
using Roost.Hosting;
using Roost.Postgres.Connections;
using Roost.Postgres.Health;
using Roost.Postgres.Schema;
using Roost.Postgres.Startup;
using Roost.Postgres.UnitsOfWork;
using Roost.Startup;

namespace Roost.Postgres;

/// <summary>Gives a host its database: pools, the unit of work, the check of the server at start.</summary>
public sealed class PostgresCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        if (services.Any(service => service.ServiceType == typeof(DataSources)))
        {
            return;
        }

        services.AddCheckedOptions<PostgresOptions>(PostgresOptions.Section);
        services.AddSingleton<ServerGate>();
        services.AddSingleton<DataSources>();
        services.AddSingleton(new ConnectionsApart("health", DataSources.HealthConnections));
        services.AddSingleton<RoostSchema>();
        services.AddScoped<UnitOfWork>();
        services.AddScoped(typeof(Sql<>));
        services.AddSingleton<IFaultClassifier, PostgresFaults>();
        services.AddSingleton<ServerCheck>();
        services.AddSingleton<IDependencyCheck, PostgresCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, ServerCheck>(provider => provider.GetRequiredService<ServerCheck>()));
    }
}
