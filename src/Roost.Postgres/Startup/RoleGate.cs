using Npgsql;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// Stands before the pool of one role: until the server was looked at and found in order once, each new connection looks for itself,
/// and none that finds faults is given out.
/// </summary>
internal sealed class RoleGate(Func<NpgsqlConnection, CancellationToken, Task<IReadOnlyList<Fault>>> look)
{
    private volatile bool _passed;

    /// <summary>Whether the server was looked at as this role and found in order, since the host started.</summary>
    public bool HasPassed => _passed;

    /// <summary>Looks at the server, and says what is wrong with it.</summary>
    public async Task<IReadOnlyList<Fault>> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var faults = await look(connection, cancellationToken);
        _passed |= faults.Count == 0;
        return faults;
    }

    /// <summary>Lets a new connection pass, or not.</summary>
    /// <exception cref="ServerUncheckedException">Something is wrong with the server.</exception>
    public async Task PassAsync(NpgsqlConnection connection)
    {
        // The driver has no token for this; its time-outs for commands hold.
        if (!_passed && await FindAsync(connection, CancellationToken.None) is { Count: > 0 } faults)
        {
            throw new ServerUncheckedException(faults);
        }
    }

    /// <summary>Nothing here opens connections synchronously.</summary>
    public static void Refuse(NpgsqlConnection connection) => throw new NotSupportedException("Open connections asynchronously.");
}
