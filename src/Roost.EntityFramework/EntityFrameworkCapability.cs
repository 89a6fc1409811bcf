using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Contexts;
using Roost.EntityFramework.Migrations;
using Roost.Faults;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Postgres;
using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.EntityFramework;

/// <summary>Puts EF Core on the unit of work. Modules bring it along with their tables.</summary>
public sealed class EntityFrameworkCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        new PostgresCapability().Register(context);
        var services = context.Services;
        services.AddSingleton<IFaultClassifier, EntityFrameworkFaults>();
        services.AddSingleton<ModuleMigrations>();
        services.AddSingleton<IHostCommand, MigrateCommand>();
        services.AddSingleton<IWarmUp, ContextWarmUp>();
        foreach (var module in context.Shape.Modules)
        {
            foreach (var fact in module.Facts<DatabaseFact>())
            {
                if (fact.LatestMigration is { } latest)
                {
                    services.AddSingleton(new ExpectedVersion(module.Name, latest, $"module {module.Name}"));
                }
            }
        }
    }
}
