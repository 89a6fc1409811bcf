namespace Roost.Cli.Up;

/// <summary>What was asked of <c>roost up</c>.</summary>
/// <param name="Fresh">Throw away the database and everything else of earlier runs.</param>
/// <param name="Port">Shop's port.</param>
/// <param name="Database">The connection string of a server to use instead of the private one.</param>
/// <param name="Topology">A topology of Shop's by its name, or a file.</param>
/// <param name="Yes">Install what is missing without asking.</param>
internal sealed record UpOptions(bool Fresh, int Port, string? Database, string Topology, bool Yes);
