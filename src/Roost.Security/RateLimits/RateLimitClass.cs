namespace Roost.Security.RateLimits;

/// <summary>Which limit an endpoint falls under.</summary>
public enum RateLimitClass
{
    /// <summary>By principal, or by address where nobody has signed in.</summary>
    Default,

    /// <summary>By address, and strict: whoever tries passwords has no principal yet.</summary>
    SignIn,
}
