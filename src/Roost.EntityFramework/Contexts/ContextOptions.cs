using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
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
            .Log((RelationalEventId.CommandExecuted, LogLevel.Debug))
            // These end as exceptions, and whoever ran the operation says what became of it: once, and of an outage without a stack.
            .Log(
                (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ModuleSchemaExtension(schema));
    }
}
