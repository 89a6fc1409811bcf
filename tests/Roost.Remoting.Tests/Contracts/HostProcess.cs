using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>A host of a topology in a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => _process = process;

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

    public static HostProcess Launch(IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TestHost.ProbeHost).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var host = new HostProcess(Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) => host.Read(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Read(line.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public async Task<HostProcess> ListensAsync()
    {
        await Task.WhenAny(_listens.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        _listens.Task.IsCompletedSuccessfully.ShouldBeTrue(Output);
        return this;
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
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
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

        if (line?.Contains("Application started", StringComparison.Ordinal) == true)
        {
            _listens.TrySetResult();
        }
    }
}
