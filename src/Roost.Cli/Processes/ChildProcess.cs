using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Processes;

/// <summary>
/// A program that runs under the CLI: its output line by line, its end as a task, an orderly stop. It is told to end when the CLI is
/// gone, also when that was killed; but not when it runs as somebody else, as what sudo starts does, or is one that must not be cut off.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Remembered = 40;
    private const int MostLooks = 30;
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly OwnerWatch? _watch;
    private readonly Action<string> _onLine;
    private readonly bool _isUninterrupted;
    private readonly Task<int> _ended;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private Exception? _fault;
    private volatile int _read;

    private ChildProcess(string name, Process process, string command, Action<string> onLine, bool isUninterrupted)
    {
        Name = name;
        _process = process;
        _onLine = onLine;
        Identity = ProcessIdentity.Of(process.Id) is { } seen ? seen with { Command = OperatingSystem.IsLinux() ? command : seen.Command } : null;
        _isUninterrupted = isUninterrupted;
        _watch = isUninterrupted || OperatingSystem.IsWindows() ? null : OwnerWatch.ForChild(process.Id);
        _ended = RunAsync();
        Exited = CodeAsync();
    }

    public string Name { get; }

    /// <summary>null when it was gone before it could be looked at.</summary>
    public ProcessIdentity? Identity { get; }

    /// <summary>The exit code, once it has ended and what it said has been read; faulted if the reader of its lines threw.</summary>
    public Task<int> Exited { get; }

    public IReadOnlyCollection<string> LastLines => [.. _lines];

    /// <summary>What says best why it failed: its last error output, or else its last lines of any kind.</summary>
    public string LastWords => string.Join('\n', _errors.IsEmpty ? _lines : _errors);

    /// <param name="name">What the user calls it.</param>
    /// <param name="start">What to run.</param>
    /// <param name="onLine">Called for each line it prints, from another thread.</param>
    public static ChildProcess Start(string name, ProcessStartInfo start, Action<string> onLine) =>
        Start(name, start, Detached(start), onLine, isUninterrupted: false);

    /// <summary>
    /// Starts what must not be cut off in the middle, such as the installation of a package. Ctrl+C in a terminal reaches it directly,
    /// and it knows best what to do then; we only wait.
    /// </summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="start">What to run.</param>
    /// <param name="onLine">Called for each line it prints, from another thread.</param>
    public static ChildProcess StartUninterrupted(string name, ProcessStartInfo start, Action<string> onLine) =>
        Start(name, start, start, onLine, isUninterrupted: true);

    /// <summary>Asks it to end, and ends it when it takes longer than <paramref name="patience"/> or the user is in a hurry.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken hurry)
    {
        if (_isUninterrupted)
        {
            await _ended;
        }

        if (_ended.IsCompleted)
        {
            return;
        }

        Signal.Terminate(_process);
        try
        {
            await _ended.WaitAsync(patience, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Kill();
            await _ended;
        }
    }

    /// <summary>Ends it at once (SIGKILL), as a machine that fails would.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _ended;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(Courtesy, CancellationToken.None);
        _process.Dispose();
    }

    private static ChildProcess Start(string name, ProcessStartInfo start, ProcessStartInfo child, Action<string> onLine, bool isUninterrupted)
    {
        child.RedirectStandardInput = true;
        child.RedirectStandardOutput = true;
        child.RedirectStandardError = true;
        var process = Process.Start(child) ?? throw new CliFault($"{name} could not be started: {start.FileName}.");
        process.StandardInput.Close();
        return new(name, process, string.Join(' ', [start.FileName, .. start.ArgumentList]), onLine, isUninterrupted);
    }

    /// <summary>
    /// Ctrl+C in a terminal reaches every process of its group at once, and the order of the stop is ours to keep, so on Linux a child
    /// gets a session of its own. Elsewhere all stop at the same time, which also ends well.
    /// </summary>
    private static ProcessStartInfo Detached(ProcessStartInfo start)
    {
        const string Setsid = "/usr/bin/setsid";
        if (!File.Exists(Setsid))
        {
            return start;
        }

        var child = new ProcessStartInfo(Setsid, [start.FileName, .. start.ArgumentList]) { WorkingDirectory = start.WorkingDirectory };
        child.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            child.Environment[name] = value;
        }

        return child;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or AggregateException)
        {
            // It belongs to somebody else, or a part of it does: all that can be done is to wait.
        }
    }

    private async Task<int> CodeAsync()
    {
        var code = await _ended;
        return _fault is null ? code : throw new InvalidOperationException($"A line that {Name} printed could not be taken: {_fault.Message}", _fault);
    }

    private async Task<int> RunAsync()
    {
        var reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _lines), ReadAsync(_process.StandardError, _lines, _errors));
        await _process.WaitForExitAsync();
        _watch?.Dispose();
        // A grandchild that lives on, such as the compiler's server, may hold the pipes open for as long as it likes: what still comes is read until nothing has for a while.
        for (int before = -1, looks = 0; !reading.IsCompleted && before != _read && looks < MostLooks; looks++)
        {
            before = _read;
            await Task.WhenAny(reading, Task.Delay(Silence));
        }

        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, params ConcurrentQueue<string>[] memories)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            foreach (var memory in memories)
            {
                memory.Enqueue(line);
                while (memory.Count > Remembered)
                {
                    memory.TryDequeue(out _);
                }
            }

            Tell(line);
            Interlocked.Increment(ref _read);
        }
    }

    /// <summary>A reader that throws must not leave the pipe full, for the child would wait for ever.</summary>
    private void Tell(string line)
    {
        try
        {
            _onLine(line);
        }
        catch (Exception e)
        {
            _fault ??= e;
        }
    }
}
