namespace Roost.Modules;

/// <summary>A fact of the application model: a module adds to a service that several modules add to.</summary>
/// <param name="Service">The service's type.</param>
public sealed record Contribution(Type Service);
