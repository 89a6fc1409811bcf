using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Inventory.Reservations;
using Shop.Inventory.Stocks;

namespace Shop.Inventory;

internal sealed class InventoryDb(DbContextOptions<InventoryDb> options) : ModuleDbContext(options)
{
    public DbSet<Stock> Stocks => Set<Stock>();

    public DbSet<Adjustment> Adjustments => Set<Adjustment>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    public DbSet<ReservationLine> ReservationLines => Set<ReservationLine>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Stock>(stock =>
        {
            stock.HasKey(s => s.ProductId);
            stock.Property(s => s.ProductId).ValueGeneratedNever();
            // The net under the conditional update: whatever goes wrong above, nobody sells what is not there.
            stock.ToTable(table => table.HasCheckConstraint("ck_stocks_not_negative", "available >= 0 AND reserved >= 0"));
        });
        model.Entity<Adjustment>(adjustment =>
        {
            adjustment.Property(a => a.Id).ValueGeneratedNever();
            adjustment.Property(a => a.Reason).HasMaxLength(200);
            adjustment.HasIndex(a => a.ProductId);
        });
        model.Entity<Reservation>(reservation =>
        {
            reservation.Property(r => r.Id).ValueGeneratedNever();
            reservation.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
            // For rows from before there was an end, and from hosts that know of none yet.
            reservation.Property(r => r.ExpiresAt).HasDefaultValueSql("now() + interval '15 minutes'");
            reservation.HasIndex(r => r.ExpiresAt).HasFilter("state = 'Held'");
            reservation.HasMany(r => r.Lines).WithOne().HasForeignKey(line => line.ReservationId);
        });
        model.Entity<ReservationLine>().HasKey(line => new { line.ReservationId, line.ProductId });
    }
}
