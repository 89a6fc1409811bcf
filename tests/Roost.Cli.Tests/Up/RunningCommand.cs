using System.Diagnostics;
using System.Text;
using Roost.Cli.Processes;

namespace Roost.Cli.Tests.Up;

/// <summary>A <c>roost up</c> that runs, and what it has said so far.</summary>
internal sealed class RunningCommand : IDisposable
{
    private const string UpLine = "Shop is up after";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _nextLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _errors;
    private readonly Task _reading;

    public RunningCommand(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Until it says that Shop is up; fails with what it said instead.</summary>
    public async Task<RunningCommand> ReadyAsync()
    {
        var first = await Task.WhenAny(_up.Task, _process.WaitForExitAsync(TestContext.Current.CancellationToken));
        first.ShouldBe(_up.Task, Output + (_process.HasExited ? await _errors : ""));
        return this;
    }

    /// <summary>Until it says this; fails if it ends before.</summary>
    public async Task SaysAsync(string text)
    {
        while (true)
        {
            var isLast = _reading.IsCompleted;
            Task next;
            lock (_output)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                next = _nextLine.Task;
            }

            isLast.ShouldBeFalse(Output);
            await Task.WhenAny(next, _reading).WaitAsync(Patience);
        }
    }

    /// <summary>As SIGTERM ends it, or by itself.</summary>
    public async Task<(int Code, string Errors)> EndAsync(bool terminate = true)
    {
        if (terminate)
        {
            Signal.Terminate(_process);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.HasExited.ShouldBeTrue(
            $"It goes on. If it was to end on Ctrl+C: shells start background jobs with that signal ignored, and so do the tests then; run them in the foreground.\n{Output}");
        await _reading;
        return (_process.ExitCode, await _errors);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
                _nextLine.TrySetResult();
                _nextLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (line.Contains(UpLine, StringComparison.Ordinal))
            {
                _up.TrySetResult();
            }
        }
    }
}
