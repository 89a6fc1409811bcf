using System.ComponentModel.DataAnnotations;

namespace Roost.Security.Passwords;

/// <summary>What hashing a password costs. Section <c>Roost:Passwords</c>.</summary>
public sealed class PasswordHashingOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Roost:Passwords";

    /// <summary>PBKDF2-SHA512 iterations. Raising it rehashes each password at its next sign-in.</summary>
    /// <value>The default is 220,000, the least that the OWASP Password Storage Cheat Sheet asks for.</value>
    [Range(MinimumIterations, MaximumIterations)]
    public int Iterations { get; set; } = MinimumIterations;

    /// <summary>How many passwords are hashed at once; others wait. One hash keeps a core busy for about 90 ms.</summary>
    /// <value>The default is 0: one less than there are cores, at least one.</value>
    [Range(0, 1024)]
    public int Concurrency { get; set; }

    internal const int MinimumIterations = 220_000;
    internal const int MaximumIterations = 10_000_000;
}
