using System.Diagnostics;

namespace Bench.Queue.Phases;

/// <summary>The workers of one contestant, each in a process of its own.</summary>
internal sealed class Crew : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private readonly Agent[] _workers;

    private Crew(Agent[] workers) => _workers = workers;

    /// <summary>How many jobs all of them had begun when the last of them said so.</summary>
    public Sample Begun
    {
        get
        {
            var said = Array.ConvertAll(_workers, worker => worker.Begun);
            return new(said.Max(worker => worker.At), said.Sum(worker => worker.Count));
        }
    }

    public static async Task<Crew> StartAsync(Contestant contestant, int workers) =>
        new(await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Agent.StartAsync(contestant, "worker"))));

    /// <summary>Waits until they have begun so many, for so long at most.</summary>
    public async Task<Sample> UntilAsync(long count, TimeSpan atMost)
    {
        var since = Stopwatch.GetTimestamp();
        while (Begun.Count < count && Stopwatch.GetElapsedTime(since) < atMost)
        {
            await Task.Delay(Look);
        }

        return Begun;
    }

    /// <summary>Lets the only one end.</summary>
    public Task<string[]> EndAsync() => _workers.Single().EndAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }
    }
}
