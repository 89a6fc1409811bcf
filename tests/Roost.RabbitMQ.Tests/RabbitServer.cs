using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Roost.Postgres.Embedded;

namespace Roost.RabbitMQ.Tests;

/// <summary>A RabbitMQ of the tests' own, with all that belongs to it in a folder that goes with it. It can be killed and started again with what was on its disk.</summary>
public sealed class RabbitServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // The script of the package itself: the one on the PATH lets none but root and its own user in.
    private static readonly string[] Scripts = ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/opt/homebrew/sbin/rabbitmq-server", "/usr/local/sbin/rabbitmq-server", "/usr/sbin/rabbitmq-server"];
    private readonly string _folder = Directory.CreateTempSubdirectory("roost-rabbit-").FullName;
    private readonly int _port = LoopbackPort.FindFree();
    private readonly int _namesPort = LoopbackPort.FindFree();
    private readonly int _distributionPort = LoopbackPort.FindFree();
    private readonly List<string?> _said = [];
    private Process? _names;
    private Process? _server;

    /// <summary>Where it is.</summary>
    public string Connection => $"amqp://guest:guest@127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{_port}\nlog.console = true\nlog.console.level = info\nlog.file = false\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "enabled_plugins"), "[].\n");
        // Otherwise the server starts one that outlives it.
        _names = Start("epmd", "-port", Text(_namesPort), "-address", "127.0.0.1");
        await StartAsync();
    }

    /// <summary>Starts it, and waits until it lets clients in.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = Array.Find(Scripts, File.Exists) ?? throw new InvalidOperationException("There is no rabbitmq-server here. These tests want one: './roost test' offers to install it.");
        _server = Start(script);
        _server.OutputDataReceived += (_, line) =>
        {
            lock (_said)
            {
                _said.Add(line.Data);
            }

            if (line.Data?.Contains("Server startup complete", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        _server.BeginOutputReadLine();
        await Task.WhenAny(ready.Task, _server.WaitForExitAsync()).WaitAsync(Patience);
        if (!ready.Task.IsCompleted)
        {
            lock (_said)
            {
                throw new InvalidOperationException($"RabbitMQ does not start:\n{string.Join('\n', _said)}");
            }
        }
    }

    public async Task KillAsync()
    {
        if (_server is not null)
        {
            // The script becomes a shell that the server is a child of.
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
            await GoneAsync();
            _server.Dispose();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        finally
        {
            if (_names is not null)
            {
                _names.Kill();
                await _names.WaitForExitAsync();
                _names.Dispose();
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder,
            ["ERL_EPMD_PORT"] = Text(_namesPort),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"roost-{_port}@localhost",
            ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
        })
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_said)
            {
                _said.Add(line.Data);
            }
        };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Its children are gone a moment after it: whoever starts another must find the port free.</summary>
    private async Task GoneAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", _port, patience.Token);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
