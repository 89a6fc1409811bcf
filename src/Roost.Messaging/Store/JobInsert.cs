using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Adding;
using Roost.Messaging.Waking;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Store;

/// <summary>Writes jobs, however many, with one statement.</summary>
internal static class JobInsert
{
    private const string SetTenant = "SELECT set_config('app.tenant', $1, true)";
    private const string Call = "SELECT roost.job_add($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    /// <summary>What one statement holds, but for its last job: the server keeps all of it in memory.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>With the commit of an operation, whose tenant the database knows already.</summary>
    public static void Append(UnitOfWork unit, IReadOnlyList<NewJob> jobs)
    {
        foreach (var part in Split(jobs))
        {
            unit.Append(Create(part));
        }
    }

    /// <summary>For any tenants, each with a statement of its own, all of them in one round trip and one transaction.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        // In one order, so that two who write at once wait for each other in one direction only.
        foreach (var tenant in jobs.GroupBy(job => job.Tenant).OrderBy(tenant => tenant.Key))
        {
            batch.BatchCommands.Add(new(SetTenant) { Parameters = { new NpgsqlParameter<string> { TypedValue = tenant.Key?.ToString() ?? "" } } });
            foreach (var part in Split([.. tenant]))
            {
                batch.BatchCommands.Add(Create(part));
            }
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Who is to be woken for jobs that were written.</summary>
    public static IReadOnlyCollection<string> SignalsOf(IEnumerable<NewJob> jobs) =>
        jobs.Select(job => job.Waits || job.Fact.Limits is not null ? Signals.Admit : job.Fact.Queue).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<IReadOnlyList<NewJob>> Split(IReadOnlyList<NewJob> jobs)
    {
        var part = new List<NewJob>();
        var bytes = 0;
        foreach (var job in jobs)
        {
            part.Add(job);
            bytes += job.Payload.Length;
            if (bytes >= MaxBytes)
            {
                yield return part;
                part = [];
                bytes = 0;
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static NpgsqlBatchCommand Create(IReadOnlyList<NewJob> jobs)
    {
        var call = new NpgsqlBatchCommand(Call);
        Add(NpgsqlDbType.Uuid, job => job.Id);
        Add(NpgsqlDbType.Text, job => job.Fact.Queue);
        Add(NpgsqlDbType.Text, job => job.Fact.Kind);
        Add(NpgsqlDbType.Smallint, job => job.Priority);
        Add(NpgsqlDbType.Interval, job => job.Delay);
        Add(NpgsqlDbType.TimestampTz, job => job.RunAt?.UtcDateTime);
        Add(NpgsqlDbType.Integer, job => (int)job.Fact.Timeout.TotalMilliseconds);
        Add(NpgsqlDbType.Smallint, job => job.Fact.MaxAttempts);
        Add(NpgsqlDbType.Text, job => job.UniqueKey);
        Add(NpgsqlDbType.Interval, job => job.UniqueFor);
        Add(NpgsqlDbType.Text, job => job.Key);
        Add(NpgsqlDbType.Boolean, job => job.Fact.Limits is not null);
        Add(NpgsqlDbType.Uuid, job => job.Parent);
        Add(NpgsqlDbType.Boolean, job => job.Waits);
        Add(NpgsqlDbType.Bytea, job => job.Envelope);
        Add(NpgsqlDbType.Bytea, job => job.Payload);
        return call;

        void Add<T>(NpgsqlDbType type, Func<NewJob, T> read)
        {
            var values = new T[jobs.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = read(jobs[i]);
            }

            call.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }
    }
}
