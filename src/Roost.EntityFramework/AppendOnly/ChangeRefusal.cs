namespace Roost.EntityFramework.AppendOnly;

/// <summary>The statements that keep a table's rows as they are, whoever asks.</summary>
internal static class ChangeRefusal
{
    /// <param name="schema">The table's schema, quoted.</param>
    /// <param name="table">The table with its schema, quoted.</param>
    public static IEnumerable<string> Statements(string schema, string table) =>
    [
        // One for all such tables of a module. Nobody has to have the right to call what only a trigger calls.
        $"""
        CREATE OR REPLACE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            RAISE EXCEPTION 'Rows of %.% are added and never changed or deleted. What is wrong is put right by further rows.', TG_TABLE_SCHEMA, TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END $$;
        """,
        $"REVOKE ALL ON FUNCTION {schema}.refuse_change() FROM PUBLIC;",
        // For each statement: it refuses TRUNCATE and ON CONFLICT DO UPDATE as well, and what matches no row.
        $"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change();",
    ];
}
