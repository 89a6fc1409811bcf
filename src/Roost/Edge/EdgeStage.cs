namespace Roost.Edge;

/// <summary>
/// The stages that a request passes, in this order, before its endpoint. Middleware names the stage it belongs to, so that the order
/// does not depend on the order of registration.
/// </summary>
public enum EdgeStage
{
    /// <summary>What other hosts ask of this one, on a port of its own. It goes no further.</summary>
    Internal,

    /// <summary>Whom the request is from, if a trusted proxy says so; headers that every answer carries.</summary>
    Limits,

    /// <summary>Whatever goes wrong behind this becomes a problem document (RFC 9457). Which endpoint is meant, and how long it may take.</summary>
    Errors,

    /// <summary>The name under which all that the request causes can be found; what browsers (CORS) and caches may do.</summary>
    Correlation,

    /// <summary>Who asks, and whether they may ask so often.</summary>
    Authentication,

    /// <summary>For which tenant. Behind this stage the operation has its context.</summary>
    Tenant,

    /// <summary>Whether the tenant may ask so often, all of it together.</summary>
    RateLimit,

    /// <summary>Whether they have asked the same before.</summary>
    Idempotency,

    /// <summary>Whether they may ask that.</summary>
    Authorization,
}
