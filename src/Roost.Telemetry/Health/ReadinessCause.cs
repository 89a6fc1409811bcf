namespace Roost.Telemetry.Health;

/// <summary>Something that keeps the host from being ready.</summary>
/// <param name="Dependency">Which dependency; <c>host</c> for the host itself.</param>
/// <param name="Cause">What is the matter with it.</param>
internal sealed record ReadinessCause(string Dependency, string Cause);
