namespace Roost.Health;

/// <summary>Whether a dependency serves.</summary>
/// <param name="IsUp">Whether it does.</param>
/// <param name="Cause">Why not, or what is the matter although it does, in one sentence that may be shown to anyone: no addresses, no names of users.</param>
public sealed record DependencyState(bool IsUp, string? Cause)
{
    /// <summary>It serves.</summary>
    public static DependencyState Up { get; } = new(true, null);

    /// <summary>It is looked after, and something is the matter with it: the host is well without it, and somebody should know.</summary>
    /// <param name="cause">What is the matter, in one sentence that may be shown to anyone.</param>
    public static DependencyState Degraded(string cause) => new(true, cause);

    /// <summary>It does not.</summary>
    public static DependencyState Down(string cause) => new(false, cause);
}
