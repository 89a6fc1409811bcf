using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Reports.Sales;

namespace Shop.Reports;

internal sealed class ReportsDb(DbContextOptions<ReportsDb> options) : ModuleDbContext(options)
{
    public DbSet<Sale> Sales => Set<Sale>();

    public DbSet<Refund> Refunds => Set<Refund>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Sale>(sale =>
        {
            sale.HasKey(s => s.OrderId);
            sale.Property(s => s.OrderId).ValueGeneratedNever();
            sale.Property(s => s.Currency).HasMaxLength(3).IsFixedLength();
            sale.HasIndex(s => s.ConfirmedAt);
        });
        model.Entity<Refund>(refund =>
        {
            refund.Property(r => r.Id).ValueGeneratedNever();
            // No foreign key: a refund may be heard of before its sale, and what was charged for an order that then fell is none.
            refund.HasIndex(r => r.OrderId);
        });
    }
}
