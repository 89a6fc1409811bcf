namespace Roost.Telemetry.Access;

/// <summary>Who may see what a host says of itself.</summary>
public enum EndpointAccess
{
    /// <summary>Whoever can reach the port.</summary>
    Anyone,

    /// <summary>Callers on this machine, unless a proxy passed them on.</summary>
    Local,

    /// <summary>
    /// Callers on this machine and in private networks, unless a proxy passed them on. A balancer that forwards bytes and sends no
    /// <c>X-Forwarded-For</c> looks like a private caller itself: choose this only where strangers can't reach the port through one.
    /// </summary>
    Private,

    /// <summary>Nobody.</summary>
    None,
}
