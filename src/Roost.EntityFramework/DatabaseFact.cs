using Roost.Hosting;

namespace Roost.EntityFramework;

/// <summary>A fact of the application model: a module has tables.</summary>
/// <param name="Context">The class of its context, internal to the module.</param>
/// <param name="Schema">The schema that they live in.</param>
/// <param name="LatestMigration">The id of the last migration in this build; <see langword="null"/> if there is none.</param>
public sealed record DatabaseFact(Type Context, string Schema, string? LatestMigration) : INeedsCapability
{
    /// <inheritdoc/>
    public ICapability CreateCapability() => new EntityFrameworkCapability();
}
