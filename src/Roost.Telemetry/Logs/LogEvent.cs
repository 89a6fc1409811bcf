using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Logs;

/// <summary>One event on its way into a line. Texts in it are as they came: masking is the writer's last step before the bytes.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How serious.</param>
/// <param name="Category">The logger's category.</param>
/// <param name="Id">The event's id and name.</param>
/// <param name="Message">The rendered message.</param>
/// <param name="Properties">The named values of the message.</param>
/// <param name="Exception">The exception, if there is one.</param>
/// <param name="Span">The span that it happened in.</param>
internal readonly record struct LogEvent(
    DateTimeOffset Time,
    LogLevel Level,
    string Category,
    EventId Id,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>>? Properties,
    Exception? Exception,
    Activity? Span);
