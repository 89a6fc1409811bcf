using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Roost.Postgres.Embedded;

namespace Roost.Redis.Tests;

/// <summary>A Redis of a test's own, which can be killed, started again and held up.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("roost-redis-").FullName;
    private readonly int _port = LoopbackPort.FindFree();
    private Process _process = null!;

    private RedisProcess()
    {
    }

    public string Connection => $"127.0.0.1:{_port}";

    public static async Task<RedisProcess> StartNewAsync()
    {
        var server = new RedisProcess();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, with nothing in it.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var port = _port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", _folder];
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("There is no redis-server on the PATH. These tests want one: './roost test' offers to install it.", exception);
        }

        var said = new List<string?>();
        _process.OutputDataReceived += (_, line) =>
        {
            said.Add(line.Data);
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        _process.BeginOutputReadLine();
        await Task.WhenAny(ready.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        ready.Task.IsCompleted.ShouldBeTrue(string.Join('\n', said));
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public void Stop() => Kill(_process.Id, SigStop).ShouldBe(0);

    public void Continue() => Kill(_process.Id, SigCont).ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
