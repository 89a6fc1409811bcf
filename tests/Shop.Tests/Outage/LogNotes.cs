using Microsoft.Extensions.Logging;

namespace Shop.Tests.Outage;

/// <summary>Keeps what the host logs from Information upwards, and lets a test wait for it.</summary>
internal sealed class LogNotes : ILoggerProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly List<LogNote> _notes = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    /// <summary>All notes, as soon as enough of them are of a kind: a request's line is written behind its answer.</summary>
    public async Task<IReadOnlyList<LogNote>> WithAsync(int count, Func<LogNote, bool> kind)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                added = _added.Task;
                if (_notes.Count(kind) >= count)
                {
                    return [.. _notes];
                }
            }

            await added.WaitAsync(Patience);
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _notes.Clear();
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private void Add(LogNote note)
    {
        lock (_gate)
        {
            _notes.Add(note);
            _added.SetResult();
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Writer(LogNotes notes, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                notes.Add(new(logLevel, category, formatter(state, exception), exception));
            }
        }
    }
}

internal sealed record LogNote(LogLevel Level, string Category, string Message, Exception? Exception)
{
    public bool IsOfRequest => Category.StartsWith("Roost.Requests", StringComparison.Ordinal);

    public bool IsOfDependency => Category == "Roost.Telemetry.Health.DependencyWatch";
}
