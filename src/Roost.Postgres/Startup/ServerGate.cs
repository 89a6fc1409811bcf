using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// Stands before the application role's pool: until the server was looked at and found in order once, each new connection looks for
/// itself, and none that finds faults is given out. So a host that started while the server was away serves no request as a role that
/// sees every tenant's rows.
/// </summary>
public sealed class ServerGate(IOptions<PostgresOptions> options, IEnumerable<ExpectedVersion> expected)
{
    private readonly ExpectedVersion[] _expected = [.. expected];
    private volatile bool _passed;

    /// <summary>Whether the server was looked at and found in order, since the host started.</summary>
    public bool HasPassed => _passed;

    /// <summary>Looks at the server, and says what is wrong with it.</summary>
    internal async Task<IReadOnlyList<Fault>> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var faults = ServerRules.Check(await ServerFacts.ReadAsync(connection, cancellationToken), options.Value, _expected);
        _passed |= faults.Count == 0;
        return faults;
    }

    /// <summary>Lets a new connection pass, or not.</summary>
    /// <exception cref="ServerUncheckedException">Something is wrong with the server.</exception>
    internal async Task PassAsync(NpgsqlConnection connection)
    {
        // The driver has no token for this; its time-outs for commands hold.
        if (!_passed && await FindAsync(connection, CancellationToken.None) is { Count: > 0 } faults)
        {
            throw new ServerUncheckedException(faults);
        }
    }

    /// <summary>Nothing here opens connections synchronously.</summary>
    internal static void Refuse(NpgsqlConnection connection) => throw new NotSupportedException("Open connections asynchronously.");
}
