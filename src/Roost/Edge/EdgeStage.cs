namespace Roost.Edge;

/// <summary>
/// The stages that a request passes, in this order, before its endpoint. Middleware names the stage it belongs to, so that the order
/// does not depend on the order of registration.
/// </summary>
public enum EdgeStage
{
    /// <summary>Sizes, time-outs, headers that every answer carries, CORS.</summary>
    Limits,

    /// <summary>Whatever goes wrong behind this becomes a problem document (RFC 9457).</summary>
    Errors,

    /// <summary>The name under which all that the request causes can be found.</summary>
    Correlation,

    /// <summary>Who asks.</summary>
    Authentication,

    /// <summary>For which tenant. Behind this stage the operation has its context.</summary>
    Tenant,

    /// <summary>Whether they may ask so often.</summary>
    RateLimit,

    /// <summary>Whether they have asked the same before.</summary>
    Idempotency,

    /// <summary>Whether they may ask that.</summary>
    Authorization,
}
