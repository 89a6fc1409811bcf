using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker.Voyages;

/// <summary>Writes down what a voyage did, under which version and in whose process, with the fact that it is done.</summary>
internal sealed class Logbook(Sql<LedgerModule> sql, IConfiguration configuration, TimeProvider time)
{
    // Long enough to be between two attempts nearly always, and short enough to be waited for.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    public static TimeSpan Pause(int attempt) => Wait;

    public async Task<Result> DoAsync(VoyageState voyage, int version, string step, CancellationToken cancellationToken)
    {
        if (voyage.Refused == step)
        {
            return Error.Unprocessable("voyages.refused", $"Nobody may {step}.");
        }

        if (configuration.GetValue<bool>(LedgerHost.Holds) && voyage.Stop is { } stop)
        {
            if (stop == $"in {step}")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            }

            if (stop == $"parked at {step}")
            {
                return Error.Unprocessable("voyages.parked", "Somebody has to see to it.");
            }

            if (stop == step)
            {
                return Error.Unavailable("voyages.held", "Not yet.");
            }
        }

        await sql.ExecuteAsync(
            "INSERT INTO ledger.voyages (number, version, step, host) VALUES (@Number, @version, @step, @host)",
            new { voyage.Number, version, step, host = configuration["Roost:Host:Name"] },
            cancellationToken);
        return Result.Success;
    }
}
