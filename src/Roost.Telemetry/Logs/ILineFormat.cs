namespace Roost.Telemetry.Logs;

/// <summary>Makes a line of an event.</summary>
internal interface ILineFormat
{
    /// <summary>Writes the line with its line feed. Nothing in the event can end the line early.</summary>
    void Write(LineBuffer line, in LogEvent entry, LogFields fields);
}
