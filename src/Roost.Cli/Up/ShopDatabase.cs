namespace Roost.Cli.Up;

/// <summary>The database Shop runs on: connection strings of the three roles, and how to look inside.</summary>
/// <param name="Owner">For migrations and demo data.</param>
/// <param name="App">For the application.</param>
/// <param name="System">For the queue.</param>
/// <param name="Hint">A command that opens it.</param>
/// <param name="StopAsync">Ends what was started for it.</param>
internal sealed record ShopDatabase(string Owner, string App, string System, string Hint, Func<Task> StopAsync)
{
    public const string Name = "shop";
}
