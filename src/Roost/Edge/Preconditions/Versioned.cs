namespace Roost.Edge.Preconditions;

/// <summary>Makes answers that carry a version.</summary>
public static class Versioned
{
    /// <summary>200 with an ETag made of <paramref name="version"/>; 304 if the client has it already.</summary>
    public static OkVersioned<T> Ok<T>(T value, long version) => new(value, version);
}
