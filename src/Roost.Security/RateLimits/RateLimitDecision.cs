namespace Roost.Security.RateLimits;

/// <summary>Whether a request is within its limit.</summary>
/// <param name="IsAllowed">Whether it may go on.</param>
/// <param name="Remaining">How many more are allowed in this window.</param>
/// <param name="ResetsIn">When the window ends.</param>
public readonly record struct RateLimitDecision(bool IsAllowed, int Remaining, TimeSpan ResetsIn);
