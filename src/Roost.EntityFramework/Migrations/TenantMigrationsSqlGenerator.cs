using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;
using Roost.EntityFramework.AppendOnly;
using Roost.EntityFramework.Contexts;
using Roost.EntityFramework.Tenancy;

namespace Roost.EntityFramework.Migrations;

/// <summary>
/// Puts row-level security on every table in the same statement list that creates it, so that no table ever exists without. A table that
/// has no tenant must say why.
/// </summary>
#pragma warning disable EF1001 // The provider's options are in its constructor, and there is no public way to extend the generator without them.
internal sealed class TenantMigrationsSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(builder);
        base.Generate(operation, model, builder, terminate);
        if (operation.Name == ContextOptions.MigrationsTable)
        {
            // EF Core's own, made outside of any migration; Grants says why it has no tenant.
            return;
        }

        if (operation.Comment?.StartsWith(AppendOnlyExtensions.Comment, StringComparison.Ordinal) == true)
        {
            KeepRows(operation, builder);
        }

        if (!operation.Columns.Any(column => column.Name == TenantColumns.Column))
        {
            if (operation.Comment?.StartsWith(TenantFreeExtensions.Comment, StringComparison.Ordinal) != true)
            {
                throw new InvalidOperationException(
                    $"Table {operation.Schema}.{operation.Name} has no {TenantColumns.Column} column. Map it in the module's context, or declare the entity IsTenantFree(\"why\").");
            }

            return;
        }

        Bind(operation.Name, operation.Schema, builder);
    }

    protected override void Generate(AddColumnOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(builder);
        base.Generate(operation, model, builder, terminate);
        if (operation.Name == TenantColumns.Column && terminate)
        {
            // A table that had no tenant becomes one whose rows have.
            Bind(operation.Table, operation.Schema, builder);
        }
    }

    private void KeepRows(CreateTableOperation operation, MigrationCommandListBuilder builder)
    {
        var names = Dependencies.SqlGenerationHelper;
        foreach (var statement in ChangeRefusal.Statements(names.DelimitIdentifier(operation.Schema!), names.DelimitIdentifier(operation.Name, operation.Schema)))
        {
            builder.AppendLine(statement).EndCommand();
        }
    }

    private void Bind(string name, string? schema, MigrationCommandListBuilder builder)
    {
        var table = Dependencies.SqlGenerationHelper.DelimitIdentifier(name, schema);
        foreach (var statement in RowSecurity.Statements(table))
        {
            builder.AppendLine(statement).EndCommand();
        }
    }
}
