using Roost.Messaging.Declaration;
using Roost.Messaging.Schedules;

namespace Roost.Modules;

/// <summary>What a module says of its schedules.</summary>
public static class ScheduleDeclarations
{
    /// <summary>
    /// Declares that a job is asked for at certain times: once for each of them, whatever the number of hosts. It belongs to no tenant, and so its kind is
    /// one that the module declares <see cref="JobDeclaration.TenantFree"/>.
    /// </summary>
    /// <typeparam name="TJob">What is to be done.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="name">The schedule's name behind the module's, in lower-case letters, digits and hyphens.</param>
    /// <param name="cron">
    /// Minute, hour, day of the month, month and day of the week, as in <c>0 3 * * *</c>; or six fields, whose first is the second. One that cannot be read,
    /// or that never comes, is a start-up fault.
    /// </param>
    /// <param name="create">Makes the job from its fire time, which has the offset of the schedule's time zone.</param>
    /// <param name="declare">Time zone, and what becomes of fire times that were missed.</param>
    public static ModuleDeclaration Schedule<TJob>(
        this ModuleDeclaration module, string name, string cron, Func<DateTimeOffset, TJob> create, Action<ScheduleDeclaration>? declare = null)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(cron);
        ArgumentNullException.ThrowIfNull(create);
        var declaration = new ScheduleDeclaration();
        declare?.Invoke(declaration);
        return module.Add(new ScheduleFact<TJob>($"{module.Name}.{JobDeclaration.CheckName(name)}", cron, create, declaration));
    }
}
