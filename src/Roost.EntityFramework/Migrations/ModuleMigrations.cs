using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.EntityFramework.Contexts;
using Roost.Model;
using Roost.Postgres;
using Roost.Postgres.Connections;
using Roost.Postgres.Schema;
using Roost.Topology;

namespace Roost.EntityFramework.Migrations;

/// <summary>Brings this host's database up to date as its owner: Roost's own schema, then that of each module in it, one migration run at a time.</summary>
public sealed class ModuleMigrations(
    HostShape shape,
    DataSources sources,
    RoostSchema roost,
    IOptions<PostgresOptions> options,
    ILogger<ModuleMigrations> logger)
{
    /// <summary>Applies what is missing, and grants the application role its rights.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var roles = SchemaRoles.From(options.Value);
        await using var connection = await sources.Owner.OpenConnectionAsync(cancellationToken);
        await RoostSchema.LockAsync(connection, cancellationToken);
        // Waiting for a lock on a busy table makes everybody wait behind us; better to fail and try again.
        await connection.ExecuteAsync(new CommandDefinition("SET lock_timeout = '2s'", cancellationToken: cancellationToken));
        await roost.ApplyAsync(connection, roles, cancellationToken);
        foreach (var (module, fact) in shape.StoredFacts<DatabaseFact>())
        {
            await ApplyAsync(connection, module, fact, roles, cancellationToken);
        }
    }

    /// <summary>Gives the roles what every migration gives them: rights in Roost's own schema and in those of the modules. Running it again changes nothing.</summary>
    public async Task GrantAsync(NpgsqlConnection owner, SchemaRoles roles, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roles);
        await roost.GrantAsync(owner, roles, cancellationToken);
        foreach (var (_, fact) in shape.StoredFacts<DatabaseFact>())
        {
            await GrantAsync(owner, fact, roles, cancellationToken);
        }
    }

    private static Task GrantAsync(NpgsqlConnection owner, DatabaseFact fact, SchemaRoles roles, CancellationToken cancellationToken) =>
        owner.ExecuteAsync(new CommandDefinition(Grants.ForSchema(fact.Schema, roles.App), cancellationToken: cancellationToken));

    private async Task ApplyAsync(NpgsqlConnection connection, ModuleModel module, DatabaseFact fact, SchemaRoles roles, CancellationToken cancellationToken)
    {
        await using var context = Create(fact);
        context.Database.SetDbConnection(connection);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            Log.Applying(logger, module.Name, string.Join(", ", pending));
            await context.Database.MigrateAsync(cancellationToken);
        }

        await GrantAsync(connection, fact, roles, cancellationToken);
        if (fact.LatestMigration is { } latest)
        {
            await RoostSchema.RecordAsync(connection, module.Name, latest, cancellationToken);
        }
    }

    private static ModuleDbContext Create(DatabaseFact fact)
    {
        // A context that belongs to no unit of work, as the owner.
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(fact.Context))!;
        ContextOptions.Configure(builder, fact.Schema);
        return (ModuleDbContext)Activator.CreateInstance(fact.Context, builder.Options)!;
    }
}
