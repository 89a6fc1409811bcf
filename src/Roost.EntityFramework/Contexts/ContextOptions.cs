using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Roost.EntityFramework.Interceptors;
using Roost.EntityFramework.Migrations;

namespace Roost.EntityFramework.Contexts;

/// <summary>The options of every module's context.</summary>
internal static class ContextOptions
{
    public const string MigrationsTable = "__migrations";

    public static void Configure(DbContextOptionsBuilder options, string schema)
    {
        options.UseNpgsql(npgsql => npgsql.MigrationsHistoryTable(MigrationsTable, schema));
        options.ReplaceService<IMigrationsSqlGenerator, TenantMigrationsSqlGenerator>();
        options.AddInterceptors(new UnitOfWorkCommands(), new UnitOfWorkSaves());
        options.ConfigureWarnings(warnings => warnings
            // At Information each command would be a line of every request.
            .Log((RelationalEventId.CommandExecuted, Microsoft.Extensions.Logging.LogLevel.Debug)));
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ModuleSchemaExtension(schema));
    }
}
