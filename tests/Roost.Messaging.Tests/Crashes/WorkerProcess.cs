using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Roost.Messaging.TestWorker;

namespace Roost.Messaging.Tests.Crashes;

/// <summary>A worker in a process of its own, which signals reach as they would anywhere.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _works = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>Starts one, and returns when it works on its queues.</summary>
    public static async Task<WorkerProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LedgerModule).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var worker = new WorkerProcess(Process.Start(start)!);
        worker._process.OutputDataReceived += (_, line) => worker.Read(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Read(line.Data);
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        await Task.WhenAny(worker._works.Task, worker._process.WaitForExitAsync()).WaitAsync(TimeSpan.FromSeconds(60));
        worker._works.Task.IsCompletedSuccessfully.ShouldBeTrue(worker.Output);
        return worker;
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
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>Waits until it has died by itself.</summary>
    public Task DiedAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

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
        }

        if (line?.Contains("works on", StringComparison.Ordinal) == true)
        {
            _works.TrySetResult();
        }
    }
}
