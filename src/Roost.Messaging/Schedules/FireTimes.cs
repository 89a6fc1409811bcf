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
        try
        {
            var read = CronExpression.Parse(cron, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return read.GetNextOccurrence(Beginning, TimeZoneInfo.Utc) is null ? throw new CronFormatException("No such day ever comes.") : read;
        }
        catch (MissingSeedException exception)
        {
            throw new CronFormatException("H, a time by chance, is not known here.", exception);
        }
    }

    /// <summary>The next, with the zone's offset.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => cron.GetNextOccurrence(after, zone);

    /// <summary>Those to fire for now, the oldest first.</summary>
    /// <param name="last">The last that is over.</param>
    /// <param name="now">Now, as the database says.</param>
    /// <param name="catchUp">What becomes of those that were missed.</param>
    public IReadOnlyList<DateTimeOffset> Due(DateTimeOffset last, DateTimeOffset now, CatchUp catchUp) => catchUp switch
    {
        CatchUp.All => Latest(last, now, Most),
        CatchUp.Once => Latest(last, now, 1),
        _ => [.. Latest(last, now, 1).Where(time => now - time <= Grace)],
    };

    // Ahead, from further and further back: looking back, Cronos finds other times where clocks are put forward (01:59:59 for 02:30), and whoever
    // walks through all of them takes long over a year of seconds.
    private List<DateTimeOffset> Latest(DateTimeOffset last, DateTimeOffset now, int most)
    {
        for (var back = Grace; last < now; back *= 4)
        {
            var from = now - last > back ? now - back : last;
            var latest = cron.GetOccurrences(from, now, zone, fromInclusive: false, toInclusive: true).TakeLast(most).ToList();
            if (latest.Count == most || from == last)
            {
                return latest;
            }
        }

        return [];
    }
}
