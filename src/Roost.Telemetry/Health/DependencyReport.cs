namespace Roost.Telemetry.Health;

/// <summary>The answer of a dependency.</summary>
/// <param name="Name">Which dependency.</param>
/// <param name="IsUp">Whether it serves.</param>
/// <param name="Cause">Why not.</param>
/// <param name="Took">How long the answer took.</param>
internal sealed record DependencyReport(string Name, bool IsUp, string? Cause, TimeSpan Took);
