using System.Globalization;
using Roost.Hosting;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Operations;

namespace Roost.Messaging.Schedules;

/// <summary>A schedule that a module declares.</summary>
public abstract class ScheduleFact : INeedsCapability
{
    private protected ScheduleFact(string name, string cron, Type jobType, ScheduleDeclaration declaration)
    {
        Name = name;
        Cron = cron;
        JobType = jobType;
        TimeZone = declaration.Zone;
        CatchUp = declaration.Policy;
    }

    /// <summary>The name under which it is stored: <c>module.name</c>.</summary>
    public string Name { get; }

    /// <summary>When it fires.</summary>
    public string Cron { get; }

    /// <summary>The time zone that <see cref="Cron"/> is read in.</summary>
    public string TimeZone { get; }

    /// <summary>What becomes of fire times that were missed.</summary>
    public CatchUp CatchUp { get; }

    /// <summary>The type of its jobs.</summary>
    public Type JobType { get; }

    /// <summary>When it fires. Start-up has seen that it can be read.</summary>
    internal FireTimes Times => field ??= new(FireTimes.ReadCron(Cron), TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <inheritdoc/>
    public ICapability CreateCapability() => new MessagingCapability();

    /// <summary>The job of a fire time: nobody's, asked for by the application itself.</summary>
    internal abstract NewJob CreateJob(JobCatalogue jobs, DateTimeOffset fireTime, int maxPayloadBytes);
}

internal sealed class ScheduleFact<TJob>(string name, string cron, Func<DateTimeOffset, TJob> create, ScheduleDeclaration declaration)
    : ScheduleFact(name, cron, typeof(TJob), declaration)
    where TJob : notnull
{
    internal override NewJob CreateJob(JobCatalogue jobs, DateTimeOffset fireTime, int maxPayloadBytes)
    {
        var correlation = string.Create(CultureInfo.InvariantCulture, $"{Name}@{fireTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var context = new CallContext(null, Principal.System, correlation);
        return NewJob.Create(jobs.Of<TJob>(), create(fireTime), context, JobEnvelope.Write(context), null, maxPayloadBytes);
    }
}
