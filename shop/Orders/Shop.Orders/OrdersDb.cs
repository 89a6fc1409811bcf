using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Orders.Orders;

namespace Shop.Orders;

internal sealed class OrdersDb(DbContextOptions<OrdersDb> options) : ModuleDbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Order>(order =>
        {
            order.Property(o => o.Id).ValueGeneratedNever();
            order.Property(o => o.Status).HasConversion<string>().HasMaxLength(16);
            // False for what hosts of the version before add.
            order.Property(o => o.HasCheckout).HasDefaultValue(false);
            order.Property(o => o.Reason).HasMaxLength(100);
            // Of the version before: its hosts may still write it.
            order.Property<DateTimeOffset?>("CheckoutUntil");
            order.Property(o => o.PaymentMethod).HasMaxLength(64);
            order.ComplexProperty(o => o.Total, total => total.Property(m => m.Currency).HasMaxLength(3).IsFixedLength());
            order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId);
            order.HasIndex(o => o.OperationId).IsUnique();
            order.HasIndex(o => new { o.CustomerId, o.Id });
            order.HasIndex(o => new { o.ConfirmedAt, o.Id });
        });
        model.Entity<OrderLine>(line =>
        {
            line.HasKey(l => new { l.OrderId, l.ProductId });
            line.Property(l => l.Name).HasMaxLength(200);
            line.ComplexProperty(l => l.UnitPrice, price => price.Property(m => m.Currency).HasMaxLength(3).IsFixedLength());
        });
    }
}
