using Cronos;

namespace Roost.Messaging.Schedules;

/// <summary>
/// When a schedule fires. Where clocks are put forward, a time that does not exist is the first that does; where they are put back, a fixed time comes
/// once, the first time, and what recurs within the hour or by the hour comes in both.
/// </summary>
internal sealed class FireTimes(CronExpression cron, TimeZoneInfo zone)
{
    /// <summary>How many fire times <see cref="CatchUp.All"/> makes up for.</summary>
    public const int Most = 100;

    /// <summary>How late a fire time may be and is not yet missed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="CronFormatException">It cannot be read, or never comes.</exception>
    public static CronExpression ReadCron(string cron)
    {
        if (string.IsNullOrWhiteSpace(cron))
        {
            throw new CronFormatException("It is empty.");
        }

        var fields = cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        var read = CronExpression.Parse(cron, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        return read.GetNextOccurrence(Beginning, TimeZoneInfo.Utc) is null ? throw new CronFormatException("No such day ever comes.") : read;
    }

    /// <summary>The next, with the zone's offset.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => cron.GetNextOccurrence(after, zone);

    /// <summary>Those to fire for now, the oldest first.</summary>
    /// <param name="last">The last that is over.</param>
    /// <param name="now">Now, as the database says.</param>
    /// <param name="catchUp">What becomes of those that were missed.</param>
    public IReadOnlyList<DateTimeOffset> Due(DateTimeOffset last, DateTimeOffset now, CatchUp catchUp)
    {
        if (last >= now)
        {
            return [];
        }

        var due = cron.GetOccurrencesDescending(now, last, zone, fromInclusive: true, toInclusive: false);
        return catchUp switch
        {
            CatchUp.All => [.. due.Take(Most).Reverse()],
            CatchUp.Once => [.. due.Take(1)],
            _ => [.. due.Take(1).Where(time => now - time <= Grace)],
        };
    }
}
