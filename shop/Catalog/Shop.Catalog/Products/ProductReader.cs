using Npgsql;
using Roost.Postgres.UnitsOfWork;
using Shop.Catalog.Contracts;

namespace Shop.Catalog.Products;

/// <summary>Products as visitors and other modules read them, in SQL: nothing in the shop is asked for more often.</summary>
internal sealed class ProductReader(Sql<CatalogModule> sql)
{
    private const string Summary = "id, sku, name, price_amount, price_currency";
    private const string Sold = "FROM catalog.products WHERE deleted_at IS NULL";
    private const string Views = $"SELECT {Summary}, description, created_at, version {Sold}";

    // By the primary key, as the list is.
    public async Task<ProductView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await sql.QueryAsync($"{Views} AND id = @id", new { id }, View, cancellationToken) is [var product] ? product : null;

    public Task<IReadOnlyList<ProductView>> ListAsync(Guid? after, string? search, int take, CancellationToken cancellationToken)
    {
        // No id is smaller than the empty one.
        var first = after ?? Guid.Empty;
        return string.IsNullOrWhiteSpace(search)
            ? sql.QueryAsync($"{Views} AND id > @first ORDER BY id LIMIT @take", new { first, take }, View, cancellationToken)
            : sql.QueryAsync(
                $@"{Views} AND id > @first AND (name ILIKE @pattern ESCAPE '\' OR sku = @search) ORDER BY id LIMIT @take",
                new { first, take, search, pattern = $"%{Escape(search)}%" },
                View,
                cancellationToken);
    }

    public Task<IReadOnlyList<ProductSnapshot>> SnapshotsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        sql.QueryAsync($"SELECT {Summary} {Sold} AND id = ANY(@ids)", new { ids = ids.ToArray() }, Snapshot, cancellationToken);

    private static ProductView View(NpgsqlDataReader row) => new(Snapshot(row), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), row.GetInt64(7));

    private static ProductSnapshot Snapshot(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), new Money(row.GetInt64(3), row.GetString(4)));

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
