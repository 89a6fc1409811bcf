using System.Text.Json;
using Npgsql;
using Roost.Messaging.Adding;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Steering;

/// <summary>A row of a list, and where the list goes on behind it.</summary>
internal sealed record ListedJob(JobSummary Job, ListCursor Place, bool IsMatch);

/// <summary>Reads what looks find.</summary>
internal static class JobRow
{
    // By their numbers in the database.
    private static readonly JobState[] States = [JobState.Scheduled, JobState.Ready, JobState.Running, JobState.Held, JobState.Waiting, JobState.Suspect];

    public static ListedJob Live(NpgsqlDataReader reader)
    {
        var job = new JobSummary
        {
            Id = reader.GetGuid(0),
            State = reader.GetBoolean(11) ? JobState.Cancelling : States[reader.GetInt16(1)],
            Queue = reader.GetString(2),
            Kind = reader.GetString(3),
            Tenant = Tenant(reader.GetGuid(4)),
            Priority = reader.GetInt16(5),
            Attempts = reader.GetInt16(6),
            MaxAttempts = reader.GetInt16(7),
            Crashes = reader.GetInt16(8),
            AddedAt = reader.GetFieldValue<DateTimeOffset>(9),
            RunAt = reader.GetFieldValue<DateTimeOffset>(10),
            Key = reader.GetString(12) is { Length: > 0 } key ? key : null,
        };
        // Of a lane that nothing was found in only the lane is known.
        DateTime? at = reader.GetInt64(13) < 0 ? null : reader.GetDateTime(10);
        return new(job, new(reader.GetInt16(1), job.Queue, job.Kind, reader.GetInt16(5), reader.GetGuid(4), reader.GetString(12), at, reader.GetInt64(13), job.Id), reader.GetBoolean(14));
    }

    public static ListedJob Dead(NpgsqlDataReader reader)
    {
        var job = new JobSummary
        {
            Id = reader.GetGuid(0),
            State = JobState.Dead,
            Queue = reader.GetString(1),
            Kind = reader.GetString(2),
            Tenant = Tenant(reader.GetGuid(3)),
            Priority = reader.GetInt16(4),
            Attempts = reader.GetInt16(5),
            MaxAttempts = reader.GetInt16(6),
            Crashes = reader.GetInt16(7),
            AddedAt = reader.GetFieldValue<DateTimeOffset>(8),
            EndedAt = reader.GetFieldValue<DateTimeOffset>(9),
            Key = reader.GetString(10) is { Length: > 0 } key ? key : null,
            Error = reader.GetString(11),
        };
        return new(job, ListCursor.Before(-1) with { At = reader.GetDateTime(9), Id = job.Id }, reader.GetBoolean(12));
    }

    public static QueueOverview Queue(NpgsqlDataReader reader) => new()
    {
        Queue = reader.GetString(0),
        PausedAt = Value<DateTimeOffset>(reader, 1),
        MaxRunning = Value<int>(reader, 2),
        RateCount = Value<int>(reader, 3),
        RatePeriod = Value<TimeSpan>(reader, 4),
    };

    public static JobDetails Details(Guid id, NpgsqlDataReader reader)
    {
        var envelope = reader.IsDBNull(17) ? null : JobEnvelope.Read(reader.GetFieldValue<byte[]>(17));
        return new()
        {
            Id = id,
            State = Enum.Parse<JobState>(reader.GetString(0), ignoreCase: true),
            Queue = reader.GetString(1),
            Kind = reader.GetString(2),
            Tenant = Tenant(reader.GetGuid(3)),
            Priority = Value<short>(reader, 4),
            Attempts = reader.GetInt32(5),
            MaxAttempts = Value<int>(reader, 6),
            Crashes = Value<int>(reader, 7),
            AddedAt = reader.GetFieldValue<DateTimeOffset>(8),
            RunAt = Value<DateTimeOffset>(reader, 9),
            EndedAt = Value<DateTimeOffset>(reader, 10),
            UniqueKey = Text(reader, 11),
            Key = Text(reader, 12),
            Parent = Value<Guid>(reader, 13),
            Worker = Value<Guid>(reader, 14),
            Host = Text(reader, 15),
            DeadlineAt = Value<DateTimeOffset>(reader, 16),
            PrincipalKind = envelope?.Kind.ToString(),
            Principal = envelope?.Id,
            Roles = envelope?.Roles,
            CorrelationId = envelope?.Correlation,
            Trace = envelope?.Trace,
            Payload = Bytes(reader, 18),
            Result = Bytes(reader, 19),
            Failures = Failures(reader.GetString(21)),
            Done = Value<long>(reader, 22),
            Total = Value<long>(reader, 23),
            Detail = Text(reader, 24) is { } detail ? JsonElement.Parse(detail) : null,
            ReportedAt = Value<DateTimeOffset>(reader, 25),
        };
    }

    private static Guid? Tenant(Guid id) => id == Guid.Empty ? null : id;

    private static T? Value<T>(NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static JsonElement? Bytes(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : JsonElement.Parse(reader.GetFieldValue<byte[]>(column));

    private static List<FailedAttempt> Failures(string errors) => JsonElement.Parse(errors).EnumerateArray().Select(error => new FailedAttempt(
        error.GetProperty("at").GetDateTimeOffset(), error.GetProperty("attempt").GetInt32(), error.GetProperty("error").GetString()!)).ToList();
}
