namespace Roost.Messaging.Declaration;

/// <summary>So many in a time, which begins with the first.</summary>
internal sealed record RateLimit(int Jobs, TimeSpan Period, RateScope Scope)
{
    public const int MostJobs = 100_000;

    public static TimeSpan Checked(TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, TimeSpan.FromDays(1));
        return period;
    }
}
