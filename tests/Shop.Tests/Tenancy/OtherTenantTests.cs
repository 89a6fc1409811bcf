using Npgsql;

namespace Shop.Tests.Tenancy;

/// <summary>What one tenant can do to another's rows, by code that does not care.</summary>
public sealed class OtherTenantTests(OneConnectionShop shop) : IClassFixture<OneConnectionShop>
{
    private const string Everything = "SELECT (SELECT string_agg(p::text, ';' ORDER BY p.id) FROM catalog.products p WHERE tenant_id = @Value) || "
        + "(SELECT string_agg(s::text, ';' ORDER BY s.product_id) FROM inventory.stocks s WHERE tenant_id = @Value)";

    [Fact]
    public async Task It_sees_its_own_rows_only()
    {
        var (acme, globex) = (await shop.ForEachEntityAsync(shop.AcmeId, Rows.CountAsync), await shop.ForEachEntityAsync(shop.GlobexId, Rows.CountAsync));

        acme.ShouldBe(globex, ignoreOrder: true);
        (acme["catalog.products"], acme["inventory.stocks"], acme["users.profiles"]).ShouldBe((200, 200, 3));
    }

    [Fact]
    public async Task It_changes_and_deletes_nothing_of_anothers_by_ef()
    {
        var before = await shop.LookAsync<string>(Everything, new { shop.GlobexId.Value });

        var taken = await shop.ForEachEntityAsync(shop.AcmeId, (db, type) => Rows.TakeAsync(db, type, shop.GlobexId, shop.AcmeId), TouchAsync);
        var deleted = await shop.ForEachEntityAsync(shop.AcmeId, (db, type) => Rows.DeleteAsync(db, type, shop.GlobexId), TouchAsync);

        taken.Where(count => count.Value != 0).ShouldBeEmpty();
        deleted.Where(count => count.Value != 0).ShouldBeEmpty();
        (await shop.LookAsync<string>(Everything, new { shop.GlobexId.Value })).ShouldBe(before);
    }

    [Fact]
    public async Task It_changes_and_deletes_nothing_of_anothers_by_raw_sql()
    {
        var id = new { Id = shop.Globex.ProductIds[0] };

        (await shop.SqlAsync(shop.AcmeId, sql => sql.ExecuteAsync("UPDATE catalog.products SET name = 'Mine' WHERE id = @Id", id))).ShouldBe(0);
        (await shop.SqlAsync(shop.AcmeId, sql => sql.ExecuteAsync("DELETE FROM catalog.products WHERE id = @Id", id))).ShouldBe(0);
        (await shop.SqlAsync(shop.GlobexId, sql => sql.ExecuteAsync("UPDATE catalog.products SET name = name WHERE id = @Id", id))).ShouldBe(1);
    }

    [Fact]
    public async Task It_gives_nothing_away_to_another()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => shop.SqlAsync(
            shop.AcmeId, sql => sql.ExecuteAsync("UPDATE inventory.stocks SET tenant_id = @Value", new { shop.GlobexId.Value })));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    /// <summary>How many rows were touched. What is append-only nobody may change, not even one's own.</summary>
    private async Task<int> TouchAsync(string table, Func<Task<int>> operation)
    {
        if (!await shop.IsAppendOnlyAsync(table))
        {
            return await operation();
        }

        (await Should.ThrowAsync<PostgresException>(operation)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        return 0;
    }
}
