using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Shop.Payments.Charges;
using Shop.Payments.Ledger;
using Shop.Payments.Reconciliation;
using Shop.Payments.Refunds;

namespace Shop.Payments;

internal sealed class PaymentsDb(DbContextOptions<PaymentsDb> options) : ModuleDbContext(options)
{
    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<LedgerTransaction> LedgerTransactions => Set<LedgerTransaction>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    public DbSet<LedgerDifference> LedgerDifferences => Set<LedgerDifference>();

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
            payment.HasIndex(p => p.ProviderChargeId);
            // The net under the conditional updates: nobody gets back more than was taken, and nobody pays more than is authorised, or was asked.
            payment.ToTable(table => table.HasCheckConstraint(
                "ck_payments_amounts", "0 <= refunded AND refunded <= captured AND captured <= COALESCE(authorized, amount) AND authorized <= amount"));
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
        model.ConfigureLedger();
        model.Entity<LedgerDifference>(difference =>
        {
            difference.Property(d => d.Id).ValueGeneratedNever();
            difference.Property(d => d.Kind).HasConversion<string>().HasMaxLength(16);
            difference.Property(d => d.ProviderKey).HasMaxLength(255);
            difference.Property(d => d.Type).HasMaxLength(32);
            difference.Property(d => d.ProviderChargeId).HasMaxLength(255);
            difference.Property(d => d.Currency).HasMaxLength(3).IsFixedLength();
            difference.HasIndex(d => d.ProviderKey).IsUnique();
        });
    }
}
