using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Workers;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Store;

/// <summary>Keeps or completes a job in the transaction of its handler.</summary>
internal static class JobCompletion
{
    private const string Hold = "SELECT roost.job_hold($1, $2, $3)";
    private const string Complete = "SELECT roost.job_complete($1, $2, $3, $4)";

    /// <returns><see langword="false"/> if the worker has the lease no more.</returns>
    public static async Task<bool> HoldAsync(UnitOfWork unit, ClaimedJob job, Guid worker, bool completes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(completes ? Complete : Hold, unit.Connection, unit.Transaction)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = job.Id }, new NpgsqlParameter<int> { TypedValue = job.Lease }, new NpgsqlParameter<Guid> { TypedValue = worker } },
        };
        if (completes)
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]?> { TypedValue = job.Result, NpgsqlDbType = NpgsqlDbType.Bytea });
        }

        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
