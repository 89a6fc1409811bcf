using Cronos;
using Roost.Messaging.Declaration;
using Roost.Model;
using Roost.Startup;

namespace Roost.Messaging.Schedules;

/// <summary>Each schedule has a name of its own, comes at some time, and asks for a job that may belong to nobody.</summary>
internal sealed class SchedulesCheck(ApplicationModel model) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var schedules = model.Facts<ScheduleFact>().ToList();
        foreach (var (module, schedule) in schedules)
        {
            CheckTimes(module, schedule, faults);
            CheckJob(module, schedule, faults);
        }

        foreach (var twice in schedules.GroupBy(schedule => schedule.Fact.Name).Where(schedules => schedules.Count() > 1))
        {
            faults.Add(new(
                "RST066",
                $"{twice.Count()} schedules are named '{twice.Key}': {string.Join(" and ", twice.Select(schedule => $"'{schedule.Fact.Cron}'"))}.",
                $"module {twice.First().Module.Name}",
                "Give each a name of its own."));
        }

        return default;
    }

    private static void CheckTimes(ModuleModel module, ScheduleFact schedule, ICollection<Fault> faults)
    {
        try
        {
            FireTimes.ReadCron(schedule.Cron);
        }
        catch (CronFormatException exception)
        {
            faults.Add(new(
                "RST064",
                $"'{schedule.Cron}' is no time at which the schedule '{schedule.Name}' could fire: {exception.Message}",
                $"module {module.Name}",
                "Use five fields: minute, hour, day of the month, month, day of the week, as in '0 3 * * *'; or six, whose first is the second."));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _))
        {
            faults.Add(new(
                "RST065",
                $"The schedule '{schedule.Name}' is in the time zone '{schedule.TimeZone}', which this machine does not know.",
                $"module {module.Name}",
                "Use a name of the IANA time zone database, as in .TimeZone(\"Europe/Berlin\"). If it is one, the machine or the image lacks that database: the package tzdata."));
        }
    }

    private static void CheckJob(ModuleModel module, ScheduleFact schedule, ICollection<Fault> faults)
    {
        var job = module.Facts<JobFact>().FirstOrDefault(job => job.JobType == schedule.JobType);
        if (job is not { IsTenantFree: true })
        {
            faults.Add(new(
                "RST067",
                job is null
                    ? $"The schedule '{schedule.Name}' asks for {schedule.JobType.Name}, which module '{module.Name}' does not declare as a job."
                    : $"The schedule '{schedule.Name}' asks for {schedule.JobType.Name}, which needs a tenant; a schedule has none.",
                $"module {module.Name}",
                $"Declare .Job<{schedule.JobType.Name}, …>(job => job.TenantFree()). What is to be done for each tenant is a job of its own, which this one asks for."));
        }
    }
}
