namespace Roost.Telemetry.Logs;

/// <summary>How log lines are written.</summary>
public enum LogFormat
{
    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>For people: one short line an event.</summary>
    Readable,
}
