using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Roost.Security.Tests.RateLimits;

/// <summary>What was logged.</summary>
internal sealed class Lines<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>All lines that nobody has read.</summary>
    public IEnumerable<string> Rest()
    {
        while (_lines.TryDequeue(out var line))
        {
            yield return line;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception));
}
