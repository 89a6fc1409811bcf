namespace Shop.Shapes.Tests;

/// <summary>The headers that requests are sent with.</summary>
internal static class With
{
    /// <summary>A key that nothing was asked under yet, if none is given.</summary>
    public static (string Name, string Value) Key(string? key = null) => ("Idempotency-Key", key ?? $"{Guid.CreateVersion7()}");

    /// <summary>The version that came with an answer.</summary>
    public static (string Name, string Value) IfMatch(Answer seen) => ("If-Match", seen.Headers["ETag"]);

    public static (string Name, string Value) IfNoneMatch(Answer seen) => ("If-None-Match", seen.Headers["ETag"]);
}
