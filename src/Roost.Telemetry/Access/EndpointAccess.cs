namespace Roost.Telemetry.Access;

/// <summary>Who may see what a host says of itself.</summary>
public enum EndpointAccess
{
    /// <summary>Whoever can reach the port.</summary>
    Anyone,

    /// <summary>Callers on this machine and in private networks, unless a proxy passed them on.</summary>
    Local,

    /// <summary>Nobody.</summary>
    None,
}
