using Roost.EntityFramework.AppendOnly;
using Roost.EntityFramework.Contexts;

namespace Roost.EntityFramework.Migrations;

/// <summary>What a role may do in a module's schema.</summary>
public static class Grants
{
    /// <summary>SQL that lets a role read and write the rows of a schema's tables, and nothing else: of those that are append-only, read and add.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="role">The role's name, quoted.</param>
    public static string ForSchema(string schema, string role) =>
        $"""
        CREATE SCHEMA IF NOT EXISTS "{schema}";
        GRANT USAGE ON SCHEMA "{schema}" TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO {role};
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO {role};
        DO $$ DECLARE kept regclass; BEGIN
            FOR kept IN SELECT c.oid FROM pg_class c
                WHERE c.relnamespace = to_regnamespace('"{schema}"') AND c.relkind IN ('r', 'p') AND obj_description(c.oid, 'pg_class') LIKE '{AppendOnlyExtensions.Comment}_%'
            LOOP
                EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM {role}', kept);
            END LOOP;
            IF to_regclass('"{schema}"."{ContextOptions.MigrationsTable}"') IS NOT NULL THEN
                REVOKE ALL ON "{schema}"."{ContextOptions.MigrationsTable}" FROM {role};
                COMMENT ON TABLE "{schema}"."{ContextOptions.MigrationsTable}" IS 'tenant-free: the module''s applied migrations, for the owner only';
            END IF;
        END $$;
        """;
}
