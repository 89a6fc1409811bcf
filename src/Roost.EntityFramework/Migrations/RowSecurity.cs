namespace Roost.EntityFramework.Migrations;

/// <summary>The statements that bind a table's rows to their tenant: for reading and for writing, for its owner too.</summary>
internal static class RowSecurity
{
    // NULLIF: a setting that was local to an earlier transaction is left behind as an empty string, not as NULL.
    private const string IsOwnTenant = "tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid";

    public static IEnumerable<string> Statements(string table) =>
    [
        $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        $"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
        $"CREATE POLICY tenant ON {table} USING ({IsOwnTenant}) WITH CHECK ({IsOwnTenant});",
    ];
}
