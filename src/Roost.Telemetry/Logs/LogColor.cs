namespace Roost.Telemetry.Logs;

/// <summary>Whether readable log lines are coloured.</summary>
public enum LogColor
{
    /// <summary>On a terminal, unless the variable NO_COLOR is set.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
