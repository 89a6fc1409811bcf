using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// Looks at the server before the host listens: its version, what the application role may do, whether the pools fit, and whether the
/// schemas are those that this build was made for. A server that does not answer is no fault; readiness looks again until it does.
/// </summary>
public sealed class ServerCheck(
    DataSources sources,
    ServerGate gate,
    IOptions<PostgresOptions> options,
    ILogger<ServerCheck> logger) : IStartupCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether the server was looked at and found in order, since the host started.</summary>
    public bool HasPassed => gate.HasPassed;

    /// <inheritdoc/>
    public async ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!IsConfigured(out var fault))
        {
            if (fault is not null)
            {
                faults.Add(fault);
            }

            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Not the token alone: a server that takes the call and says nothing holds the driver until its own time-out.
            foreach (var found in await FindAsync(patience.Token).WaitAsync(patience.Token))
            {
                faults.Add(found);
            }
        }
        catch (NpgsqlException exception)
        {
            Log.Unreachable(logger, exception.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Unreachable(logger, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Asks the server, and says what is wrong with it.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public async Task<IReadOnlyList<Fault>> FindAsync(CancellationToken cancellationToken)
    {
        // As the application role, but not through its pool, whose gate this opens.
        await using var connection = await sources.Health.OpenConnectionAsync(cancellationToken);
        return await gate.FindAsync(connection, cancellationToken);
    }

    private bool IsConfigured(out Fault? fault)
    {
        fault = null;
        try
        {
            // A missing connection string is the options' own fault, reported there with its key.
            if (string.IsNullOrWhiteSpace(options.Value.App))
            {
                return false;
            }

            _ = new NpgsqlConnectionStringBuilder(options.Value.App);
            return true;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
        catch (ArgumentException exception)
        {
            fault = new("RST030", $"The connection string cannot be read: {exception.Message}", $"{PostgresOptions.Section}:App", "Write it as Host=…;Port=5432;Database=…;Username=…;Password=….");
            return false;
        }
    }
}
