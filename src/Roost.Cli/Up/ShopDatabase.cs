using Roost.Cli.Processes;

namespace Roost.Cli.Up;

/// <summary>The database Shop runs on: connection strings of the three roles, and how to look inside.</summary>
/// <param name="Owner">For migrations and demo data.</param>
/// <param name="App">For the application.</param>
/// <param name="System">For the queue.</param>
/// <param name="Hint">A command that opens it.</param>
/// <param name="Administrator">For whoever makes roles and databases.</param>
/// <param name="StopAsync">Ends what was started for it.</param>
internal sealed record ShopDatabase(string Owner, string App, string System, string Hint, string Administrator, Func<Task> StopAsync)
{
    public const string Name = "shop";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The server, if it is ours to look after.</summary>
    public ProcessIdentity? Server { get; init; }

    /// <summary>Where it says what it does.</summary>
    public string? LogFile { get; init; }

    /// <summary>Until our server is gone. It is no child of ours, so nobody tells us; somebody else's may come and go.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
        while (Server?.IsRunning != false);
    }
}
