using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// Looks at the server before the host listens: its version, what the application's and the system's role may do, whether the pools fit,
/// and whether the schemas are those that this build was made for. A server that does not answer is no fault; readiness looks again
/// until it does.
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
        if (!IsConfigured(faults))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var found = new List<Fault>();
        try
        {
            await FindAsync(found, patience.Token);
        }
        catch (NpgsqlException exception)
        {
            Log.Unreachable(logger, exception.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Unreachable(logger, $"no answer within {Patience.TotalSeconds:0} s");
        }

        foreach (var fault in found)
        {
            faults.Add(fault);
        }
    }

    /// <summary>Asks the server, and says what is wrong with it.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public async Task<IReadOnlyList<Fault>> FindAsync(CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        await FindAsync(faults, cancellationToken);
        return faults;
    }

    private async Task FindAsync(List<Fault> faults, CancellationToken cancellationToken)
    {
        // Not the token alone: a server that takes the call and says nothing holds the driver until its own time-out.
        Task<IReadOnlyList<Fault>>[] looks =
        [
            FindAsync(sources.Health, gate.App, cancellationToken).WaitAsync(cancellationToken),
            .. gate.HasSystem ? [FindAsync(sources.SystemHealth, gate.System, cancellationToken).WaitAsync(cancellationToken)] : Array.Empty<Task<IReadOnlyList<Fault>>>(),
        ];
        var both = Task.WhenAll(looks.AsEnumerable<Task>());
        await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What one role's look found counts also if the other's met nobody. What holds of the server holds for both, and is said once.
        faults.AddRange(looks.Where(look => look.IsCompletedSuccessfully).SelectMany(look => look.Result).DistinctBy(fault => fault.Code));
        await both;
    }

    /// <summary>Looks as one of the roles, but not through its pool, whose gate this opens.</summary>
    private static async Task<IReadOnlyList<Fault>> FindAsync(NpgsqlDataSource source, RoleGate gate, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await gate.FindAsync(connection, cancellationToken);
    }

    private bool IsConfigured(ICollection<Fault> faults)
    {
        try
        {
            // A missing connection string is the options' own fault, reported there with its key.
            return !string.IsNullOrWhiteSpace(options.Value.App)
                & IsUsable(options.Value.App, nameof(PostgresOptions.App), faults) & IsUsable(options.Value.System, nameof(PostgresOptions.System), faults);
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }

    private static bool IsUsable(string? connectionString, string key, ICollection<Fault> faults)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connectionString).Pooling)
            {
                return true;
            }

            faults.Add(new(
                "RST038",
                "The connection string turns pooling off, so that every operation would make a connection of its own, and nothing bound how many there are.",
                $"{PostgresOptions.Section}:{key}",
                "Take Pooling=false out of it. Behind a pooler of your own a small PoolSize does."));
            return false;
        }
        catch (ArgumentException exception)
        {
            faults.Add(new("RST030", $"The connection string cannot be read: {exception.Message}", $"{PostgresOptions.Section}:{key}", "Write it as Host=…;Port=5432;Database=…;Username=…;Password=…."));
            return false;
        }
    }
}
