using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.AppendOnly;
using Shop.Payments.Charges;

namespace Shop.Payments.Ledger;

/// <summary>
/// The ledger's tables. What EF cannot say stands in the migration that makes them: at the end of each database transaction, triggers see to it that
/// debits equal credits, that a transaction has all its entries from the beginning, and that the ledger says no more of a payment than its row.
/// </summary>
internal static class LedgerModel
{
    private const string Why = "the ledger; what is wrong is reversed";

    public static void ConfigureLedger(this ModelBuilder model)
    {
        model.Entity<LedgerTransaction>(transaction =>
        {
            transaction.IsAppendOnly(Why);
            transaction.Property(t => t.Id).ValueGeneratedNever();
            transaction.Property(t => t.Kind).HasConversion<string>().HasMaxLength(16);
            transaction.Property(t => t.ProviderKey).HasMaxLength(255);
            transaction.Property(t => t.Reason).HasMaxLength(200);
            // The database transaction that it came with: no other may add entries to it.
            transaction.Property<ulong>("RecordedIn").HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
            transaction.HasOne<Payment>().WithMany().HasForeignKey(t => t.PaymentId).OnDelete(DeleteBehavior.Restrict);
            transaction.HasIndex(t => new { t.PaymentId, t.Kind, t.OperationId }).IsUnique();
            transaction.HasIndex(t => t.ProviderKey).IsUnique();
            // That there is such a transaction the rule of reversals sees to.
            transaction.HasIndex(t => t.Reverses).IsUnique();
            transaction.HasIndex(t => t.RecordedAt);
            transaction.ToTable(table => table.HasCheckConstraint("ck_ledger_transactions_reversal", "(kind = 'Reversal') = (reverses IS NOT NULL)"));
        });
        model.Entity<LedgerEntry>(entry =>
        {
            entry.IsAppendOnly(Why);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Account).HasMaxLength(32);
            entry.Property(e => e.Currency).HasMaxLength(3).IsFixedLength();
            entry.HasOne<LedgerTransaction>().WithMany().HasForeignKey(e => e.TransactionId).OnDelete(DeleteBehavior.Restrict);
            entry.HasIndex(e => new { e.Account, e.Id });
            entry.ToTable(table => table
                .HasCheckConstraint("ck_ledger_entries_account", $"account IN ({string.Join(", ", Accounts.All.Select(account => $"'{account.Code}'"))})"));
            entry.ToTable(table => table.HasCheckConstraint("ck_ledger_entries_one_side", "debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0)"));
        });
    }
}
