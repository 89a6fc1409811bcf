namespace Roost.EntityFramework.Conventions;

/// <summary>
/// An entity with optimistic concurrency: each change raises <see cref="Version"/>, and a change to a row that somebody else has
/// changed since it was read fails with <c>version.stale</c>. The version is what the edge shows as the ETag.
/// </summary>
public interface IVersioned
{
    /// <summary>How often the row was written; 1 when it is new.</summary>
    long Version { get; }
}
