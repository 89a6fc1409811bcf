namespace Roost.Messaging.Schedules;

/// <summary>What a module says of one schedule, besides its cron expression.</summary>
public sealed class ScheduleDeclaration
{
    internal string Zone { get; private set; } = "UTC";

    internal CatchUp Policy { get; private set; } = Schedules.CatchUp.Once;

    /// <summary>The time zone that the expression is read in, by its name in the IANA database, such as <c>Europe/Berlin</c>. One that the machine does not know is a start-up fault.</summary>
    /// <value>The default is <c>UTC</c>.</value>
    public ScheduleDeclaration TimeZone(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Zone = name;
        return this;
    }

    /// <summary>What becomes of fire times that were missed.</summary>
    /// <value>The default is <see cref="Schedules.CatchUp.Once"/>.</value>
    public ScheduleDeclaration CatchUp(CatchUp policy)
    {
        Policy = Enum.IsDefined(policy) ? policy : throw new ArgumentOutOfRangeException(nameof(policy));
        return this;
    }
}
