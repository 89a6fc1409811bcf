using System.Globalization;
using Roost.Messaging.Jobs;

namespace Shop.Payments.Reconciliation;

/// <summary>A job: compare a shop's ledger with the provider's statement of a day, and of some days before it.</summary>
/// <param name="Day">The last of the days, in UTC.</param>
internal sealed record ReconcileLedger(DateOnly Day)
{
    /// <summary>One for each shop and day, also when the first is long done.</summary>
    public static JobOptions OnceFor(DateOnly day) =>
        new() { UniqueKey = day.ToString("O", CultureInfo.InvariantCulture), UniqueFor = TimeSpan.FromDays(1) };
}
