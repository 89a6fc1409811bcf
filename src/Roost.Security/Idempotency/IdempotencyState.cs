namespace Roost.Security.Idempotency;

/// <summary>How a request under a key may go on.</summary>
internal enum IdempotencyState
{
    /// <summary>It runs, for the first time or in the place of one that was cut off.</summary>
    Claimed,

    /// <summary>The same request is running, here or in another host.</summary>
    InFlight,

    /// <summary>The key is another request's.</summary>
    Mismatch,

    /// <summary>It has run, and this is what was answered.</summary>
    Answered,
}
