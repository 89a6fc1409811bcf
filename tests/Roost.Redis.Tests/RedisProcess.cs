using System.Collections.Concurrent;
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
    private Process? _process;

    private RedisProcess()
    {
    }

    public string Connection => $"127.0.0.1:{_port}";

    public static async Task<RedisProcess> StartNewAsync()
    {
        var server = new RedisProcess();
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, with nothing in it.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var port = _port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", _folder];
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("There is no redis-server on the PATH. These tests want one: './roost test' offers to install it.", exception);
        }

        _process = process;
        var said = new ConcurrentQueue<string?>();
        process.OutputDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data);
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync()).WaitAsync(Patience);
        ready.Task.IsCompleted.ShouldBeTrue(string.Join('\n', said));
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            // It may be killed, and not be started any more: who ends it then finds nobody.
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public void Stop() => Signal(SigStop);

    public void Continue() => Signal(SigCont);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Signal(int signal) => Kill(_process.ShouldNotBeNull().Id, signal).ShouldBe(0);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
