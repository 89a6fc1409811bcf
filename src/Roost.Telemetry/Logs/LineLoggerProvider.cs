using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Roost.Telemetry.Logs;

/// <summary>Writes every event as a line to the <see cref="LogOutput"/>.</summary>
/// <remarks>It answers to the name <c>Console</c> in the <c>Logging</c> section, as the provider that it stands for does.</remarks>
[ProviderAlias("Console")]
internal sealed class LineLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, LineLogger> _loggers = new(StringComparer.Ordinal);
    private readonly ThreadLocal<LineBuffer> _buffers = new(static () => new LineBuffer());
    private readonly ILineFormat _format;
    private readonly TimeProvider _time;
    private readonly LineQueue _queue;

    public LineLoggerProvider(ILineFormat format, LogOutput output, int capacity, TimeProvider time)
    {
        _format = format;
        _time = time;
        _queue = new(output.Stream, capacity, SayDropped);
        // A host that dies says why, if it can.
        AppDomain.CurrentDomain.UnhandledException += FlushAll;
        AppDomain.CurrentDomain.ProcessExit += FlushAll;
    }

    public IExternalScopeProvider? Scopes { get; private set; }

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, static (name, provider) => new(name, provider), this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public DateTimeOffset Now() => _time.GetUtcNow();

    public void Write(in LogEvent entry)
    {
        // A value whose ToString logs something itself would find the thread's buffer in use.
        var line = _buffers.Value!;
        if (line.IsInUse)
        {
            line = new LineBuffer();
        }

        line.IsInUse = true;
        try
        {
            line.Fields.Collect(entry.Properties, Scopes);
            _format.Write(line, entry, line.Fields);
            _queue.Add(line.Written);
        }
        finally
        {
            line.Clear();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= FlushAll;
        AppDomain.CurrentDomain.ProcessExit -= FlushAll;
        _queue.Dispose();
    }

    private void FlushAll(object? sender, EventArgs arguments) => _queue.Flush();

    private byte[] SayDropped(long count)
    {
        var line = new LineBuffer();
        var entry = new LogEvent(
            Now(), LogLevel.Warning, "Roost.Telemetry.Logs", new(3010, "Dropped"), $"{count} log lines were dropped, because the output did not keep up",
            [new("count", count)], null, null);
        line.Fields.Collect(entry.Properties, null);
        _format.Write(line, entry, line.Fields);
        return line.Written.ToArray();
    }
}
