using Roost.Locks;
using Roost.Postgres.Connections;
using Roost.Topology;

namespace Roost.Messaging.TestWorker.Gates;

/// <summary>
/// Takes the lock, passes the gate until it has enough or is told that the lock is lost, and begins anew. While the gate says that the lock is to be held it has never enough. The gate
/// knows the highest token that it has seen.
/// </summary>
internal sealed class Passer(Locks<GateModule> locks, DataSources sources, HostShape shape) : BackgroundService
{
    private const int Enough = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var held = await locks.TakeAsync("gate", GateModule.Lease, stoppingToken);
            var isToBeHeld = false;
            for (var i = 0; (i < Enough || isToBeHeld) && !held.Lost.IsCancellationRequested; i++)
            {
                isToBeHeld = await PassAsync(held.Token, stoppingToken);
            }
        }
    }

    // In one statement: whoever stands still in the middle of a transaction holds the gate's row, and with it everybody else.
    private async Task<bool> PassAsync(long token, CancellationToken cancellationToken)
    {
        await using var pass = sources.App.CreateCommand("SELECT gates.pass($1, $2)");
        pass.Parameters.Add(new() { Value = token });
        pass.Parameters.Add(new() { Value = shape.Name });
        return await pass.ExecuteScalarAsync(cancellationToken) is true;
    }
}
