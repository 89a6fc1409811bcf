using System.Runtime.CompilerServices;
using Npgsql;
using Roost;

namespace Shop.Tests.Tenancy;

/// <summary>Operations that belong to no tenant.</summary>
public sealed class ForgottenTenantTests(OneConnectionShop shop) : IClassFixture<OneConnectionShop>
{
    public enum Before
    {
        Nothing,
        AnotherTenantsRead,
        AnotherTenantsWrite,
        AnotherTenantsFailure,
    }

    public static TheoryData<Before> All => [.. Enum.GetValues<Before>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task They_see_no_row_by_ef(Before before)
    {
        var process = await PrepareAsync(before);

        var counts = await shop.ForEachEntityAsync(tenant: null, Rows.CountAsync);

        counts.Count.ShouldBeGreaterThan(8);
        counts.Where(count => count.Value != 0).ShouldBeEmpty();
        await ShouldBeTheSameAsync(process);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task They_see_no_row_by_raw_sql_inside_and_outside_of_transactions(Before before)
    {
        var process = await PrepareAsync(before);
        foreach (var table in await TablesAsync())
        {
            var query = $"SELECT count(*)::int FROM {table}";
            (await shop.SqlAsync(null, sql => sql.QueryAsync<int>(query))).ShouldBe([0], table);
            (await shop.SqlAsync(null, sql => sql.WriteAsync<int>(query))).ShouldBe([0], table);
        }

        await ShouldBeTheSameAsync(process);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task They_change_no_row(Before before)
    {
        var process = await PrepareAsync(before);
        foreach (var table in await TablesAsync())
        {
            await ChangeNothingAsync(table, $"UPDATE {table} SET tenant_id = tenant_id");
            await ChangeNothingAsync(table, $"DELETE FROM {table}");
        }

        await ShouldBeTheSameAsync(process);
    }

    [Fact]
    public async Task They_add_no_row_by_ef_and_are_told_what_to_do()
    {
        var messages = await shop.ForEachEntityAsync(tenant: null, (db, type) =>
            Task.FromResult(Should.Throw<InvalidOperationException>(() => db.Add(RuntimeHelpers.GetUninitializedObject(type))).Message));

        messages.Values.ShouldAllBe(message => message.Contains("belongs to a tenant, and this operation has none"));
    }

    [Fact]
    public async Task They_add_no_row_by_raw_sql()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => shop.SqlAsync(null, sql => sql.ExecuteAsync(
            "INSERT INTO inventory.stocks (product_id, available, reserved) VALUES (gen_random_uuid(), 1, 0)")));
        var claimed = await Should.ThrowAsync<PostgresException>(() => shop.SqlAsync(null, sql => sql.ExecuteAsync(
            "INSERT INTO inventory.stocks (tenant_id, product_id, available, reserved) VALUES (@Value, gen_random_uuid(), 1, 0)", new { shop.GlobexId.Value })));

        refused.SqlState.ShouldBeOneOf(PostgresErrorCodes.NotNullViolation, PostgresErrorCodes.InsufficientPrivilege);
        claimed.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    /// <summary>What is append-only nobody may change, with a tenant or without.</summary>
    private async Task ChangeNothingAsync(string table, string change)
    {
        if (await shop.IsAppendOnlyAsync(table))
        {
            (await Should.ThrowAsync<PostgresException>(() => shop.SqlAsync(null, sql => sql.ExecuteAsync(change)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
            return;
        }

        (await shop.SqlAsync(null, sql => sql.ExecuteAsync(change))).ShouldBe(0, table);
    }

    private async Task<IReadOnlyList<string>> TablesAsync()
    {
        var tables = await shop.LookAsync<string>("""
            SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns
            WHERE column_name = 'tenant_id' AND table_schema = ANY (@Schemas) ORDER BY 1
            """, new { Schemas = shop.Schemas.ToArray() });
        tables.Count.ShouldBeGreaterThan(8);
        return tables;
    }

    /// <summary>A connection that is new, or one that another tenant has just used.</summary>
    private async Task<int?> PrepareAsync(Before before)
    {
        shop.Disconnect();
        switch (before)
        {
            case Before.AnotherTenantsRead:
                (await shop.SqlAsync(shop.GlobexId, sql => sql.QueryAsync<int>("SELECT count(*)::int FROM catalog.products"))).Single().ShouldBeGreaterThan(0);
                break;
            case Before.AnotherTenantsWrite:
                (await shop.SqlAsync(shop.GlobexId, sql => sql.ExecuteAsync("UPDATE inventory.stocks SET available = available"))).ShouldBeGreaterThan(0);
                break;
            case Before.AnotherTenantsFailure:
                await Should.ThrowAsync<PostgresException>(() => shop.SqlAsync(shop.GlobexId, sql => sql.ExecuteAsync("UPDATE inventory.stocks SET available = -1")));
                break;
        }

        return before == Before.Nothing ? null : await shop.ProcessOfAsync(shop.GlobexId);
    }

    /// <summary>A connection that was to be reused was.</summary>
    private async Task ShouldBeTheSameAsync(int? process)
    {
        var now = await shop.ProcessOfAsync(tenant: null);
        (process ?? now).ShouldBe(now);
    }
}
