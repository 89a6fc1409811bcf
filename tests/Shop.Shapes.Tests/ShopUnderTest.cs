using System.Diagnostics;
using System.Text;
using Roost.Postgres.Embedded;
using Roost.RabbitMQ.Tests;
using Roost.Redis.Tests;

namespace Shop.Shapes.Tests;

/// <summary>
/// Shop as <c>./roost up --topology</c> starts it, with a database of its own. Which topology, the environment variable ROOST_SHAPE says, and ROOST_SHAPE_SERVERS
/// whether with Redis and RabbitMQ; no test knows it.
/// </summary>
public sealed class ShopUnderTest : IAsyncLifetime
{
    private const string UpLine = "Shop is up after";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _state = Directory.CreateTempSubdirectory("shop shape ").FullName;
    private readonly int _port = LoopbackPort.FindFree();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RedisProcess? _redis;
    private RabbitServer? _rabbit;
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    /// <summary>Where clients come to.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>All that was said, for whoever has to find out why something failed.</summary>
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

    public async ValueTask InitializeAsync()
    {
        var shape = Environment.GetEnvironmentVariable("ROOST_SHAPE") is { Length: > 0 } asked ? asked : "services";
        var start = Repository.Roost("up", "--yes", "--topology", shape, "--port", $"{_port}", "--state", _state);
        // Many people come from one address here.
        foreach (var limit in new[] { "Default", "SignIn", "Tenant" })
        {
            start.Environment[$"Roost__RateLimits__{limit}__Permits"] = "1000000";
        }

        if (Environment.GetEnvironmentVariable("ROOST_SHAPE_SERVERS") == "all")
        {
            _redis = await RedisProcess.StartNewAsync();
            _rabbit = new();
            await _rabbit.InitializeAsync();
            start.Environment["Roost__Redis__Connection"] = _redis.Connection;
            start.Environment["Roost__RabbitMq__Connection"] = _rabbit.Connection;
        }

        start.Environment["Modules__webhooks__AllowedNetworks__0"] = "127.0.0.0/8";
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        var first = await Task.WhenAny(_up.Task, _process.WaitForExitAsync(), Task.Delay(Patience));
        first.ShouldBe(_up.Task, Output);
    }

    public async ValueTask DisposeAsync()
    {
        // It may have gone away while it was tested.
        var goneBefore = _up.Task.IsCompleted && _process is { HasExited: true };
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
                await kill.WaitForExitAsync();
            }

            await _process.WaitForExitAsync();
            await _reading;
            _process.Dispose();
        }

        await (_redis?.DisposeAsync() ?? default);
        await (_rabbit?.DisposeAsync() ?? default);
        await EmbeddedCluster.RemoveAsync(EmbeddedClusterOptions.ForProject(_state));
        Directory.Delete(_state, recursive: true);
        goneBefore.ShouldBeFalse(Output);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (line.Contains(UpLine, StringComparison.Ordinal))
            {
                _up.TrySetResult();
            }
        }
    }
}
