using System.Globalization;
using Roost.Messaging.Jobs;

namespace Shop.Webhooks.Histories;

/// <summary>A job: clear away what has been in a shop's history of deliveries for long enough.</summary>
/// <param name="Day">The day, in UTC, on which it was to be done.</param>
internal sealed record ClearHistory(DateOnly Day)
{
    /// <summary>One for each shop and day, also when the first is long done.</summary>
    public static JobOptions OnceFor(DateOnly day) =>
        new() { UniqueKey = day.ToString("O", CultureInfo.InvariantCulture), UniqueFor = TimeSpan.FromDays(1) };
}
