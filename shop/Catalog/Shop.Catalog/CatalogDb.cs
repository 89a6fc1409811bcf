using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Catalog.Imports;
using Shop.Catalog.Products;

namespace Shop.Catalog;

internal sealed class CatalogDb(DbContextOptions<CatalogDb> options) : ModuleDbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Product>(product =>
        {
            product.Property(p => p.Id).ValueGeneratedNever();
            product.Property(p => p.Sku).HasMaxLength(64);
            product.Property(p => p.Name).HasMaxLength(200);
            product.Property(p => p.Description).HasMaxLength(4000);
            product.ComplexProperty(p => p.Price, price => price.Property(m => m.Currency).HasMaxLength(3).IsFixedLength());
            // A number that was given up may be used again.
            product.HasIndex(p => p.Sku).IsUnique().HasFilter("deleted_at IS NULL");
        });

        // Written and read in SQL; here for their tables.
        model.Entity<Import>(import =>
        {
            import.ToTable("imports");
            import.Property(i => i.Id).ValueGeneratedNever();
        });
        model.Entity<ImportBatch>(batch => batch.ToTable("import_batches").HasKey(b => new { b.ImportId, b.Number }));
        model.Entity<KeptError>(error => error.ToTable("import_errors").HasKey(e => new { e.ImportId, e.Number }));
    }
}
