using System.Net.Sockets;
using Npgsql;
using Roost.Cli.Up;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Operators;

/// <summary>The database whose jobs are meant, as the system role sees it.</summary>
internal sealed class OperatorDatabase(string? given)
{
    // What hosts read.
    private const string Variable = "Roost__Postgres__System";
    private const int Patience = 10;

    private const string Look =
        """
        SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'roost' AND c.relname = 'job'),
            (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'roost' AND p.proname = 'job_census'),
            (SELECT r.rolsuper OR pg_has_role(r.oid, 'roost_system', 'USAGE') FROM pg_roles r WHERE r.rolname = current_user AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'roost_system'))
        """;

    /// <summary>Does something, and tells in one line why it cannot be done.</summary>
    public async Task RunAsync(Func<NpgsqlDataSource, Task> act, CancellationToken cancellationToken)
    {
        var settings = Find();
        var name = $"{settings.Database} at {settings.Host}:{settings.Port}";
        await using var system = NpgsqlDataSource.Create(settings);
        try
        {
            await CheckAsync(system, name, cancellationToken);
            await act(system);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new CliFault($"User {settings.Username} may not look at jobs in {name}: connect as the system role. ({e.MessageText})", e);
        }
        catch (PostgresException e)
        {
            throw new CliFault($"The database {name} refused: {e.MessageText}", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or SocketException)
        {
            throw new CliFault($"The database {name} can't be reached as {settings.Username}: {e.Message}", e);
        }
    }

    private static async Task CheckAsync(NpgsqlDataSource system, string name, CancellationToken cancellationToken)
    {
        await using var command = system.CreateCommand(Look);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetInt64(0) == 0)
        {
            throw new CliFault($"The database {name} has no jobs yet: run the host's 'migrate' on it, which './roost up' does.");
        }

        if (reader.GetInt64(1) == 0)
        {
            throw new CliFault($"The jobs in {name} are of an older build than this command: run the host's 'migrate' on it.");
        }

        // The owner is bound by row-level security, and would see an empty list without a word.
        if (!reader.IsDBNull(2) && !reader.GetBoolean(2))
        {
            throw new CliFault($"This user of {name} does not see the jobs of all tenants: connect as the system role, or as a superuser.");
        }
    }

    private NpgsqlConnectionStringBuilder Find()
    {
        var text = given ?? Environment.GetEnvironmentVariable(Variable);
        var settings = !string.IsNullOrWhiteSpace(text)
            ? ConnectionText.Parse(text)
            : EmbeddedCluster.FindRunning(EmbeddedClusterOptions.ForProject(Project.Find().Root), ClusterRole.System, ShopDatabase.Name) is { } running
                ? new(running)
                : throw new CliFault($"No './roost up' runs here. Start it, or name a database: --database, or the environment's {Variable}.");
        if (string.IsNullOrWhiteSpace(settings.Host) || string.IsNullOrWhiteSpace(settings.Username))
        {
            throw new CliFault("--database needs a whole connection string, such as 'Host=localhost;Port=5432;Database=shop;Username=roost_system;Password=…'.");
        }

        settings.Database ??= ShopDatabase.Name;
        settings.ApplicationName = "roost-operator";
        settings.Timeout = Patience;
        return settings;
    }
}
