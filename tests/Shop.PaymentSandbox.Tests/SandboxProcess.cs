using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Shop.PaymentSandbox.Tests;

/// <summary>The built program as a process of its own.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SandboxProcess(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(
            AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Shop.PaymentSandbox.exe" : "Shop.PaymentSandbox"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A client of the API. Set once the program listens.</summary>
    public SandboxClient Api { get; private set; } = null!;

    /// <summary>Everything it wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the program on a folder and waits until it listens.</summary>
    public static async Task<SandboxProcess> StartAsync(string folder, double slowSeconds = 0.5)
    {
        var sandbox = Launch(new()
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Sandbox__DataFolder"] = folder,
            ["Sandbox__SlowSeconds"] = FormattableString.Invariant($"{slowSeconds}"),
        });

        var exit = sandbox._process.WaitForExitAsync();
        if (await Task.WhenAny(sandbox._address.Task, exit).WaitAsync(Patience) == exit)
        {
            throw new InvalidOperationException($"The sandbox ended before it listened:\n{sandbox.Output}");
        }

        sandbox.Api = new SandboxClient(await sandbox._address.Task);
        return sandbox;
    }

    /// <summary>Starts the program with these settings and expects it to give up.</summary>
    /// <returns>The exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Output)> FailAsync(Dictionary<string, string> environment)
    {
        await using var sandbox = Launch(environment);
        return (await sandbox.WaitForExitAsync(), sandbox.Output);
    }

    /// <summary>Ends it as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>Asks it to stop: SIGTERM.</summary>
    public async Task TerminateAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static SandboxProcess Launch(Dictionary<string, string> environment) => new(environment);

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
