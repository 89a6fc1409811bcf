using Npgsql;
using Roost.Health;
using Roost.Postgres.Connections;
using Roost.Postgres.Startup;

namespace Roost.Postgres.Health;

/// <summary>
/// Asks the server whether it answers, on a connection apart from the pool; and, until it has passed once, whether it is one that this
/// build can work with. When the server was away, the dead connections of the pools are closed, so that no request meets them later.
/// </summary>
internal sealed class PostgresCheck(DataSources sources, ServerCheck server) : IDependencyCheck
{
    public string Name => "postgres";

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Perhaps only our connection is dead, and the server back already: a restart can be quicker than we ask.
            sources.CloseIdle();
            if (await AskAgainAsync(cancellationToken) is { } cause)
            {
                return DependencyState.Down(cause);
            }
        }

        if (server.HasPassed)
        {
            return DependencyState.Up;
        }

        var faults = await server.FindAsync(cancellationToken);
        return faults.Count == 0 ? DependencyState.Up : DependencyState.Down(string.Join(" ", faults.Select(fault => $"{fault.Code}: {fault.What}")));
    }

    private async Task<string?> AskAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
            return null;
        }
        catch (NpgsqlException exception)
        {
            // The innermost message says what happened; those around it say where, which is nobody's business outside.
            return exception is PostgresException postgres ? postgres.MessageText : exception.GetBaseException().Message;
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.Health.CreateCommand("SELECT 1");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
