using System.Diagnostics;
using System.Text.Json;
using Roost.Cli.Workspace;

namespace Roost.Cli.Processes;

/// <summary>The processes of one run, on file, so that the next run can clear what a killed one left behind.</summary>
internal sealed class Leftovers(StateFolder state)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _file = state.PathOf("up.json");

    /// <summary>Refuses when the run on file is alive; ends its children when it is not.</summary>
    /// <returns>How many processes were ended.</returns>
    public async Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        var run = Read();
        if (run?.Owner.IsRunning == true)
        {
            throw new CliFault($"This project is up already, by process {run.Owner.Id}: stop that one first (kill {run.Owner.Id}, or Ctrl+C where it runs), or start one beside it with another --state FOLDER and another --port.");
        }

        var ended = 0;
        foreach (var child in run?.Children.Where(child => child.IsRunning) ?? [])
        {
            await EndAsync(child, cancellationToken);
            ended++;
        }

        Forget();
        return ended;
    }

    public void Record(IEnumerable<ChildProcess> children) =>
        state.WriteSecret(_file, JsonSerializer.Serialize(new Run(ProcessIdentity.Of(Environment.ProcessId)!, [.. children.Select(child => child.Identity).OfType<ProcessIdentity>()])));

    public void Forget() => StateFolder.Forget(_file);

    private Run? Read()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<Run>(File.ReadAllText(_file)) : null;
        }
        catch (JsonException)
        {
            // Cut by a full disk or a crash: nothing is known, so nothing is ended.
            return null;
        }
    }

    private static async Task EndAsync(ProcessIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(identity.Id);
            Signal.Terminate(process);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (ArgumentException)
        {
            // It ended by itself meanwhile.
        }
    }

    private sealed record Run(ProcessIdentity Owner, IReadOnlyList<ProcessIdentity> Children);
}
