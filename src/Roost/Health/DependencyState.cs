namespace Roost.Health;

/// <summary>Whether a dependency serves.</summary>
/// <param name="IsUp">Whether it does.</param>
/// <param name="Cause">Why not, in one sentence that may be shown to anyone: no addresses, no names of users.</param>
public sealed record DependencyState(bool IsUp, string? Cause)
{
    /// <summary>It serves.</summary>
    public static DependencyState Up { get; } = new(true, null);

    /// <summary>It does not.</summary>
    public static DependencyState Down(string cause) => new(false, cause);
}
