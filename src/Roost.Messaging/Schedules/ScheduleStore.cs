using Npgsql;
using Roost.Messaging.Adding;
using Roost.Messaging.Store;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Schedules;

/// <summary>What the database knows of schedules, as the system role. Each call is a transaction of its own.</summary>
internal sealed class ScheduleStore(DataSources sources)
{
    private const string Enter = "SELECT roost.schedule_enter($1, $2, $3)";
    private const string Look = "SELECT clock_timestamp(), n, s.last_fire_at FROM unnest($1) AS n LEFT JOIN roost.schedule s ON s.name = n";
    private const string Fire = "SELECT roost.schedule_fire($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    /// <summary>Begins schedules that are new or have changed.</summary>
    public async Task EnterAsync(IReadOnlyList<ScheduleFact> schedules, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Enter);
        command.With([All(schedule => schedule.Name), All(schedule => schedule.Cron), All(schedule => schedule.TimeZone)]);
        await command.ExecuteNonQueryAsync(cancellationToken);

        NpgsqlParameter All(Func<ScheduleFact, string> read) => Of(schedules.Select(read).ToArray());
    }

    /// <summary>The time, and of each schedule the last fire time that is over; <see langword="null"/> if somebody has deleted its row.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Now, string Name, DateTimeOffset? Last)>> LookAsync(IReadOnlyList<ScheduleFact> schedules, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Look);
        command.With([Of(schedules.Select(schedule => schedule.Name).ToArray())]);
        return await command.ReadAsync(
            static reader => (reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset?>(2)), cancellationToken);
    }

    /// <summary>Adds the job of a fire time.</summary>
    /// <returns><see langword="false"/> if another host has done it, or anything else to the schedule.</returns>
    public async Task<bool> FireAsync(ScheduleFact schedule, DateTimeOffset before, DateTimeOffset fireTime, NewJob job, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Fire);
        command.With(
        [
            Of(schedule.Name), Of(schedule.Cron), Of(schedule.TimeZone), Of(before.UtcDateTime), Of(fireTime.UtcDateTime),
            Of(job.Id), Of(job.Fact.Queue), Of(job.Fact.Kind), Of(job.Priority), Of((int)job.Fact.Timeout.TotalMilliseconds), Of(job.Fact.MaxAttempts), Of(job.Fact.Limits is not null),
            Of(job.Envelope), Of(job.Payload),
        ]);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
