using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Logs;

internal sealed class LineLogger(string category, LineLoggerProvider provider) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => provider.Scopes?.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            provider.Write(new LogEvent(
                provider.Now(),
                logLevel,
                category,
                eventId,
                formatter(state, exception),
                state as IReadOnlyList<KeyValuePair<string, object?>>,
                exception,
                Activity.Current));
        }
    }
}
