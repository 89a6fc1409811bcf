namespace Roost.Telemetry.Health;

/// <summary>The answer of a dependency.</summary>
/// <param name="Name">Which dependency.</param>
/// <param name="IsUp">Whether it serves.</param>
/// <param name="Cause">Why not, or what is the matter although it does.</param>
/// <param name="Took">How long the answer took.</param>
internal sealed record DependencyReport(string Name, bool IsUp, string? Cause, TimeSpan Took)
{
    /// <summary>Whether it serves, and something is the matter with it.</summary>
    public bool IsDegraded => IsUp && Cause is not null;

    /// <summary>The answer in one word.</summary>
    public string Status => IsDegraded ? "degraded" : IsUp ? "up" : "down";
}
