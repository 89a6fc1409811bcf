using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// Stands before the pools of the application's and the system's role. So a host that started while the server was away serves no
/// request as a role that sees every tenant's rows, and works on no queue as one that sees the modules' tables.
/// </summary>
public sealed class ServerGate
{
    private readonly IOptions<PostgresOptions> _options;
    private readonly ExpectedVersion[] _expected;
    private readonly ConnectionsApart[] _apart;

    /// <summary>Makes the gates, both closed.</summary>
    public ServerGate(IOptions<PostgresOptions> options, IEnumerable<ExpectedVersion> expected, IEnumerable<ConnectionsApart> apart)
    {
        _options = options;
        _expected = [.. expected];
        _apart = [.. apart];
        App = new(LookAsAppAsync);
        System = new(LookAsSystemAsync);
    }

    /// <summary>Whether the server was looked at and found in order for each role that the host has, since the host started.</summary>
    public bool HasPassed => App.HasPassed && (!HasSystem || System.HasPassed);

    /// <summary>Whether the host has a system role at all.</summary>
    internal bool HasSystem => !string.IsNullOrWhiteSpace(_options.Value.System);

    internal RoleGate App { get; }

    internal RoleGate System { get; }

    private async Task<IReadOnlyList<Fault>> LookAsAppAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AppRules.Check(await ServerFacts.ReadAsync(connection, cancellationToken), _options.Value, _expected, _apart);

    private async Task<IReadOnlyList<Fault>> LookAsSystemAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var facts = await ServerFacts.ReadAsync(connection, cancellationToken);
        return SystemRules.Check(facts, await ModuleTables.FindReachableAsync(connection, facts.Versions, cancellationToken), _expected);
    }
}
