using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shop.Shapes.Tests;

namespace Shop.Faults.Tests.Outages;

/// <summary>A <c>./roost up --topology services</c>, and the commands that go with it, as an operator runs them.</summary>
internal sealed partial class UpCommand : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // How long a host may take beyond the minute of the command that starts it. How long it takes is no part of the verdict, but one that never serves is told of.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);

    // It gives its hosts half a minute to end.
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly string _state;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private UpCommand(string state, ProcessStartInfo start)
    {
        _state = state;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    /// <summary>All that it and the hosts have said.</summary>
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

    /// <summary>Starts it, and waits until Shop is up.</summary>
    public static async Task<UpCommand> StartAsync(string state, int port, string database, IEnumerable<(string Name, string Value)> settings)
    {
        var start = Repository.Roost("up", "--yes", "--topology", "services", "--port", $"{port}", "--state", state, "--database", database);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var up = new UpCommand(state, start);
        if (await Task.WhenAny(up._up.Task, up._process.WaitForExitAsync(), Task.Delay(Patience)) != up._up.Task)
        {
            await up.DisposeAsync();
            throw new InvalidOperationException($"Shop does not come up:\n{up.Output}");
        }

        return up;
    }

    /// <summary>What its summary says of something.</summary>
    public string Said(string what) => SummaryLine().Matches(Output).First(line => line.Groups["what"].Value == what).Groups["where"].Value;

    /// <summary>The hosts with the addresses that they have this time.</summary>
    public IReadOnlyDictionary<string, Uri> Hosts() => SummaryLine().Matches(Output).Where(line => line.Groups["what"].Value.StartsWith("Host ", StringComparison.Ordinal))
        .ToDictionary(line => line.Groups["what"].Value["Host ".Length..], line => new Uri(line.Groups["where"].Value.Split(' ')[0]));

    /// <summary>Starts a host again, and returns when it serves.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public async Task StartHostAsync(string host)
    {
        var (code, _, errors) = await RunAsync("start", host);
        // The command waits for a minute, and leaves a host alone that is only late.
        (code == 0 || errors.Contains($"{host} does not get ready", StringComparison.Ordinal)).ShouldBeTrue(errors);
        await ReadyAsync(host, new(Hosts()[host], "/readyz"));
    }

    /// <summary>The process of a host.</summary>
    public async Task<int> ProcessOfAsync(string host) =>
        int.Parse(HostLine().Matches(await ListAsync()).Single(line => line.Groups["host"].Value == host).Groups["process"].ValueSpan, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
        }

        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _reading).WaitAsync(Ending);
        }
        catch (TimeoutException exception)
        {
            // With its hosts, which would go on without it.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            throw new TimeoutException($"'roost up' had not ended {Ending.TotalMinutes:0} minutes after it was asked to, and was killed. All it has said:\n{Output}", exception);
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task<string> ListAsync()
    {
        var (code, output, errors) = await RunAsync("list");
        code.ShouldBe(0, errors);
        return output;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] order)
    {
        using var command = Process.Start(Repository.Roost(["hosts", .. order, "--state", _state]))!;
        var (output, errors) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        return (command.ExitCode, await output, await errors);
    }

    private static async Task ReadyAsync(string host, Uri probe)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Glance);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Answer };
        string last;
        do
        {
            try
            {
                using var ready = await http.GetAsync(probe);
                if (ready.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }

                last = $"{(int)ready.StatusCode} {await ready.Content.ReadAsStringAsync()}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet, or is too busy to say so.
                last = exception.Message;
            }
        }
        while (Stopwatch.GetElapsedTime(began) < Late && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"{host} was not ready within the minute of the command that started it, nor {Late.TotalMinutes:0} minutes later; at last it was: {last}");
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (line.Contains("Shop is up after", StringComparison.Ordinal))
            {
                _up.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"^│ (?<what>.+?) +│ (?<where>.+?) +│", RegexOptions.Multiline)]
    private static partial Regex SummaryLine();

    [GeneratedRegex(@"^│ (?<host>[a-z-]+) +│.*│ (?<process>\d+) +│", RegexOptions.Multiline)]
    private static partial Regex HostLine();
}
