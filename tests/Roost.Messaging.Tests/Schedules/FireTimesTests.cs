using System.Globalization;
using Cronos;
using Roost.Messaging.Schedules;

namespace Roost.Messaging.Tests.Schedules;

public sealed class FireTimesTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-11-26T02:59:59Z", "2026-11-26T03:00:00+00:00")]
    [InlineData("0 3 * * *", "UTC", "2026-11-26T03:00:00Z", "2026-11-27T03:00:00+00:00")]
    [InlineData("0 3 * * *", Berlin, "2026-11-26T00:00:00Z", "2026-11-26T03:00:00+01:00")]
    [InlineData("0 3 * * *", Berlin, "2026-07-26T00:00:00Z", "2026-07-26T03:00:00+02:00")]
    [InlineData("*/10 * * * * *", "UTC", "2026-11-26T02:59:51.5Z", "2026-11-26T03:00:00+00:00")]
    [InlineData("@daily", "America/New_York", "2026-11-26T12:00:00Z", "2026-11-27T00:00:00-05:00")]
    [InlineData("0 8 * * MON-FRI", Berlin, "2026-11-27T12:00:00Z", "2026-11-30T08:00:00+01:00")]
    [InlineData("0 0 L * *", Berlin, "2028-02-01T00:00:00Z", "2028-02-29T00:00:00+01:00")]
    public void The_next_time_is_read_in_the_schedules_zone(string cron, string zone, string after, string next) =>
        Text(Times(cron, zone).Next(At(after))!.Value).ShouldBe(next);

    // On 2026-03-29 there is no 02:00 to 03:00 in Berlin; on 2026-10-25 there are two of them.
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00")]
    [InlineData("0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00", "2026-03-30T03:00:00+02:00")]
    [InlineData("30 * * * *", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    [InlineData("30 * * * *", "2026-10-24T23:45:00Z", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00")]
    [InlineData("*/30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00")]
    public void No_time_is_lost_or_doubled_where_clocks_change(string cron, string after, params string[] expected)
    {
        var times = Times(cron, Berlin);

        var found = new List<DateTimeOffset> { At(after) };
        foreach (var _ in expected)
        {
            found.Add(times.Next(found[^1])!.Value);
        }

        found.Skip(1).Select(Text).ShouldBe(expected);
        times.Due(At(after), found[^1], CatchUp.All).Select(Text).ShouldBe(expected, "Looking back must find what looking ahead found.");
    }

    [Theory]
    [InlineData("30 2 * * *")]
    [InlineData("0,30 1-3 * * *")]
    [InlineData("15,45 2 * * *")]
    [InlineData("*/7 * * * *")]
    [InlineData("0 0 13 * FRI")]
    [InlineData("0 0 1W * *")]
    [InlineData("59 59 2 * * SUN#L")]
    public void Looking_back_finds_what_looking_ahead_found(string cron)
    {
        var expression = cron.Replace("SUN#L", "SUNL", StringComparison.Ordinal);
        foreach (var zone in new[] { "UTC", Berlin, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu" })
        {
            var times = Times(expression, zone);
            var end = At("2028-06-01T00:00:00Z");
            var ahead = new Queue<DateTimeOffset>();
            for (var time = times.Next(At("2025-01-01T00:00:00Z")); time <= end; time = times.Next(time.Value))
            {
                ahead.Enqueue(time.Value);
                // Whatever the time is: the last that is over, and no other.
                times.Due(time.Value.AddYears(-5), time.Value.AddMilliseconds(1), CatchUp.Once).ShouldBe([time.Value], $"{expression} in {zone}");
                if (ahead.Count > FireTimes.Most)
                {
                    ahead.Dequeue();
                }
            }

            times.Due(At("2025-01-01T00:00:00Z"), end, CatchUp.All).ShouldBe(ahead, ignoreOrder: false, $"{expression} in {zone}");
        }
    }

    [Theory]
    [InlineData(CatchUp.Skip, "2026-11-26T12:30:00Z")]
    [InlineData(CatchUp.Skip, "2026-11-26T12:01:00.5Z")]
    [InlineData(CatchUp.Skip, "2026-11-26T12:00:59Z", "2026-11-26T12:00:00+00:00")]
    [InlineData(CatchUp.Once, "2026-11-26T12:30:00Z", "2026-11-26T12:00:00+00:00")]
    [InlineData(CatchUp.Once, "2026-11-26T12:00:00Z", "2026-11-26T12:00:00+00:00")]
    [InlineData(CatchUp.All, "2026-11-26T12:30:00Z", "2026-11-26T10:00:00+00:00", "2026-11-26T11:00:00+00:00", "2026-11-26T12:00:00+00:00")]
    [InlineData(CatchUp.All, "2026-11-26T09:59:59Z")]
    public void What_was_missed_is_made_up_for_as_the_schedule_says(CatchUp catchUp, string now, params string[] expected) =>
        Times("0 * * * *", "UTC").Due(At("2026-11-26T09:00:00Z"), At(now), catchUp).Select(Text).ShouldBe(expected);

    [Theory]
    [InlineData(CatchUp.Skip)]
    [InlineData(CatchUp.Once)]
    [InlineData(CatchUp.All)]
    public void What_is_over_does_not_come_again_even_if_the_clock_is_put_back(CatchUp catchUp)
    {
        var times = Times("0 * * * *", "UTC");

        times.Due(At("2026-11-26T12:00:00Z"), At("2026-11-26T12:00:01Z"), catchUp).ShouldBeEmpty();
        times.Due(At("2026-11-26T12:00:00Z"), At("2026-11-26T11:59:59Z"), catchUp).ShouldBeEmpty();
        times.Due(At("2026-11-26T12:00:00Z"), At("2026-11-26T09:30:00Z"), catchUp).ShouldBeEmpty();
    }

    [Fact]
    public void A_year_of_seconds_is_not_walked_through()
    {
        var times = Times("* * * * * *", Berlin);
        var now = At("2026-11-26T12:00:00Z");

        times.Due(now.AddYears(-50), now, CatchUp.Once).Single().ShouldBe(now);
        var all = times.Due(now.AddYears(-50), now, CatchUp.All);
        all.Count.ShouldBe(FireTimes.Most);
        all[0].ShouldBe(now.AddSeconds(1 - FireTimes.Most));
        all[^1].ShouldBe(now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 3 * *")]
    [InlineData("0 0 3 * * * *")]
    [InlineData("60 3 * * *")]
    [InlineData("0 3 * * Monday")]
    [InlineData("0 0 30 2 *")]
    [InlineData("H 3 * * *")]
    [InlineData("every night")]
    public void What_is_no_time_is_not_read(string cron) => Should.Throw<CronFormatException>(() => FireTimes.ReadCron(cron));

    private static FireTimes Times(string cron, string zone) => new(FireTimes.ReadCron(cron), TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
