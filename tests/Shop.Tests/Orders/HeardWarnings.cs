using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Shop.Tests.Orders;

/// <summary>Keeps what the module of orders warns of.</summary>
internal sealed class HeardWarnings : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName.StartsWith("Shop.Orders", StringComparison.Ordinal) ? Lines : []);

    public void Dispose()
    {
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));
    }
}
