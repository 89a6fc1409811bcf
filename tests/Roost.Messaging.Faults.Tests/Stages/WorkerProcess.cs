using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>A worker in a process of its own, which signals reach as they would anywhere.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private const int SigCont = 18;
    private const int SigStop = 19;
    private const int SigTerm = 15;

    /// <summary>How long one may take to start, which is no part of any verdict: a busy machine takes long for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _works = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _nextLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(Process process) => _process = process;

    public bool IsRunning => !_process.HasExited;

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

    public string LastLines => string.Join('\n', Output.Split('\n').TakeLast(20));

    /// <summary>Starts one, and does not wait for it.</summary>
    /// <param name="program">The assembly.</param>
    /// <param name="settings">What is set in its environment.</param>
    public static WorkerProcess Launch(string program, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A debugger's sockets would stay behind for each that is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // It lives for seconds: a heap for each core would never pay.
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var worker = new WorkerProcess(Process.Start(start)!);
        worker._process.OutputDataReceived += (_, line) => worker.Read(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Read(line.Data);
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Waits until it works on its queues.</summary>
    public async Task WorksAsync()
    {
        await Task.WhenAny(_works.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        _works.Task.IsCompletedSuccessfully.ShouldBeTrue(Output);
    }

    /// <summary>Waits until it listens; it has to be told to log where.</summary>
    public async Task<Uri> ListensAsync()
    {
        await Task.WhenAny(_listens.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        _listens.Task.IsCompletedSuccessfully.ShouldBeTrue(Output);
        return await _listens.Task;
    }

    /// <summary>Waits until it has written this: its log comes through a pipe, and may be later than its answer to a request.</summary>
    /// <param name="text">What it is to write.</param>
    /// <param name="from">Where in its output to look from.</param>
    /// <returns>Whether it has, before it ended or a minute was over.</returns>
    public async Task<bool> SaysAsync(string text, int from = 0)
    {
        var tooLate = Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1)), _process.WaitForExitAsync());
        while (true)
        {
            var isLast = tooLate.IsCompleted;
            Task next;
            lock (_output)
            {
                if (_output.ToString(from, _output.Length - from).Contains(text, StringComparison.Ordinal))
                {
                    return true;
                }

                next = _nextLine.Task;
            }

            if (isLast)
            {
                return false;
            }

            await Task.WhenAny(next, tooLate);
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Stop() => Kill(_process.Id, SigStop).ShouldBe(0);

    public void Continue() => Kill(_process.Id, SigCont).ShouldBe(0);

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task<int> TerminateAsync()
    {
        Kill(_process.Id, SigTerm).ShouldBe(0);
        await DiedAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits until it has died by itself.</summary>
    public Task DiedAsync() => _process.WaitForExitAsync().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            _nextLine.TrySetResult();
            _nextLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (line?.Contains("works on", StringComparison.Ordinal) == true)
        {
            _works.TrySetResult();
        }

        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _listens.TrySetResult(new(line[(at + Listening.Length)..].Split(' ', '"')[0]));
        }
    }
}
