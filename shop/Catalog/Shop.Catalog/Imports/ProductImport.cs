using Roost.Postgres.UnitsOfWork;
using Shop.Catalog.Products;

namespace Shop.Catalog.Imports;

/// <summary>Adds many products with one statement, and changes those that are there.</summary>
internal sealed class ProductImport(Sql<CatalogModule> sql, TimeProvider time)
{
    /// <summary>Writes products, each with a SKU of its own.</summary>
    /// <returns>How many of them were not there before.</returns>
    public async Task<int> WriteAsync(IReadOnlyList<CreateProduct> products, CancellationToken cancellationToken)
    {
        if (products.Count == 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        // By ix_products_tenant_id_sku. What stays as it is gets no new version, so that nobody who changes it meanwhile is told that it is stale.
        var written = await sql.WriteAsync<bool>(
            """
            INSERT INTO catalog.products AS old (id, sku, name, description, price_amount, price_currency, created_at, version)
            SELECT id, sku, name, description, amount, currency, @now, 1
            FROM unnest(@ids, @skus, @names, @descriptions, @amounts, @currencies) AS product (id, sku, name, description, amount, currency)
            ON CONFLICT (tenant_id, sku) WHERE deleted_at IS NULL DO UPDATE
            SET name = excluded.name, description = excluded.description, price_amount = excluded.price_amount, price_currency = excluded.price_currency,
                version = old.version + 1
            WHERE (old.name, old.description, old.price_amount, old.price_currency)
                IS DISTINCT FROM (excluded.name, excluded.description, excluded.price_amount, excluded.price_currency)
            RETURNING old.xmax = 0
            """,
            new
            {
                now,
                ids = products.Select(_ => Guid.CreateVersion7(now)).ToArray(),
                skus = products.Select(product => product.Sku).ToArray(),
                names = products.Select(product => product.Name).ToArray(),
                descriptions = products.Select(product => product.Description).ToArray(),
                amounts = products.Select(product => product.Price.Amount).ToArray(),
                currencies = products.Select(product => product.Price.Currency).ToArray(),
            },
            cancellationToken);
        return written.Count(isNew => isNew);
    }
}
