namespace Roost.Telemetry.Requests;

/// <summary>Which requests are logged.</summary>
public enum RequestLogs
{
    /// <summary>All but those for health and metrics.</summary>
    All,

    /// <summary>Those that are logged as a warning or an error.</summary>
    Failures,

    /// <summary>None.</summary>
    None,
}
