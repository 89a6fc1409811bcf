using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Payments.Charges;
using Shop.Payments.Refunds;

namespace Shop.Payments;

internal sealed class PaymentsDb(DbContextOptions<PaymentsDb> options) : ModuleDbContext(options)
{
    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Payment>(payment =>
        {
            payment.Property(p => p.Id).ValueGeneratedNever();
            payment.Property(p => p.Currency).HasMaxLength(3).IsFixedLength();
            payment.Property(p => p.Method).HasMaxLength(64);
            payment.Property(p => p.Status).HasConversion<string>().HasMaxLength(20);
            payment.Property(p => p.ProviderChargeId).HasMaxLength(255);
            payment.HasIndex(p => p.OperationId).IsUnique();
            payment.HasIndex(p => p.OrderId);
            // The net under the conditional updates: nobody gets back more than was taken, and nobody pays more than was asked.
            payment.ToTable(table => table.HasCheckConstraint("ck_payments_amounts", "0 <= refunded AND refunded <= captured AND captured <= amount"));
        });
        model.Entity<Refund>(refund =>
        {
            refund.Property(r => r.Id).ValueGeneratedNever();
            refund.Property(r => r.Reason).HasMaxLength(200);
            refund.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
            refund.Property(r => r.ProviderRefundId).HasMaxLength(255);
            refund.HasOne<Payment>().WithMany().HasForeignKey(r => r.PaymentId).OnDelete(DeleteBehavior.Restrict);
            // An order may have been paid in two payments; one operation then gives both back.
            refund.HasIndex(r => new { r.OperationId, r.PaymentId }).IsUnique();
            refund.ToTable(table => table.HasCheckConstraint("ck_refunds_amount", "amount > 0"));
        });
    }
}
