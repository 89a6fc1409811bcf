namespace Roost.Postgres.Schema;

/// <summary>Lets the system role work on rows of all tenants in one of Roost's own tables, which it is granted rights to besides.</summary>
public static class SystemPolicy
{
    /// <summary>
    /// SQL for <see cref="ISchemaPart.Grants"/>. It changes something only when the role is another one than before: a policy is not exchanged
    /// without locking everybody out for a moment.
    /// </summary>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="roles">The names of the roles.</param>
    /// <param name="rows">Which rows, as a condition.</param>
    public static string For(string table, SchemaRoles roles, string rows)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return $"""
            DO $policy$
            BEGIN
                IF NOT EXISTS (
                    SELECT FROM pg_policy
                    WHERE polrelid = '{table}'::regclass AND polname = 'system'
                        AND polroles = ARRAY['{roles.System.Replace("'", "''", StringComparison.Ordinal)}'::regrole::oid])
                THEN
                    DROP POLICY IF EXISTS system ON {table};
                    CREATE POLICY system ON {table} TO {roles.System} USING ({rows});
                END IF;
            END
            $policy$;
            """;
    }
}
