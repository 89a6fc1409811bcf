using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Bench.Queue.Agents;

namespace Bench.Queue.Phases;

/// <summary>A producer or a worker of a contestant, in a process of its own. It ends when nothing is left to ask it, and when this process is gone.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _log = new();
    private readonly Task _reading;

    private Agent(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    /// <summary>How many jobs it had begun when it last said so, and when that was.</summary>
    public Sample Begun { get; private set; } = new(0, 0);

    /// <summary>Starts one, and returns when it is ready.</summary>
    public static async Task<Agent> StartAsync(Contestant contestant, string role)
    {
        var start = new ProcessStartInfo(contestant.Program[0], [.. contestant.Program[1..], role]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in contestant.Settings)
        {
            start.Environment[name] = value;
        }

        var agent = new Agent(Process.Start(start)!);
        await agent.AnswerAsync();
        return agent;
    }

    /// <summary>Asks it something, and waits for the answer.</summary>
    /// <param name="line">What is asked.</param>
    /// <param name="takes">How long what is asked takes by itself.</param>
    public async Task<string> AskAsync(string line, TimeSpan takes = default)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await AnswerAsync(takes);
    }

    /// <summary>How many jobs a second it adds then.</summary>
    public async Task<double> RateAsync(FormattableString line, TimeSpan takes = default) =>
        double.Parse(await AskAsync(line.ToString(CultureInfo.InvariantCulture), takes), CultureInfo.InvariantCulture);

    /// <summary>Lets a worker end in order.</summary>
    /// <returns>What it says of latencies.</returns>
    public async Task<string[]> EndAsync()
    {
        _process.StandardInput.Close();
        return (await AnswerAsync()).Split(' ');
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        _process.Dispose();
    }

    private async Task<string> AnswerAsync(TimeSpan takes = default)
    {
        try
        {
            return await _answers.Reader.ReadAsync().AsTask().WaitAsync(takes + Patience);
        }
        catch (Exception exception) when (exception is ChannelClosedException or TimeoutException)
        {
            throw new InvalidOperationException($"An agent gave no answer. Its last lines:\n{string.Join('\n', _log)}", exception);
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            if (words is [Wire.Mark, "begun", var at, var count])
            {
                Begun = new(long.Parse(at, CultureInfo.InvariantCulture), long.Parse(count, CultureInfo.InvariantCulture));
            }
            else if (words is [Wire.Mark, ..])
            {
                _answers.Writer.TryWrite(line[(Wire.Mark.Length + 1)..]);
            }
            else
            {
                Remember(line);
            }
        }

        _answers.Writer.TryComplete();
    }

    private void Remember(string? line)
    {
        lock (_log)
        {
            _log.Enqueue(line ?? "");
            while (_log.Count > 40)
            {
                _log.Dequeue();
            }
        }
    }
}
