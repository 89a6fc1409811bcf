using System.Threading.Channels;

namespace Roost.RabbitMQ.Receiving;

/// <summary>Works on several messages at a time, and on those of one key one after the other.</summary>
internal sealed class Lanes
{
    private readonly Channel<Delivery>[] _lanes;
    private readonly Task[] _workers;

    /// <param name="count">How many at a time.</param>
    /// <param name="work">What is done with each. What it throws ends all of it.</param>
    public Lanes(int count, Func<Delivery, Task> work)
    {
        // The broker sends no more than may be waiting here.
        _lanes = [.. Enumerable.Range(0, count).Select(_ => Channel.CreateUnbounded<Delivery>(new() { SingleReader = true }))];
        _workers = [.. _lanes.Select(lane => WorkAsync(lane.Reader, work))];
        Failed = Task.WhenAny(_workers).Unwrap();
    }

    /// <summary>Ends when the first of them has failed.</summary>
    public Task Failed { get; }

    public void Add(Delivery delivery)
    {
        // Those without a key are one key's, as everywhere.
        var hash = (uint)(delivery.Envelope.Key ?? "").GetHashCode(StringComparison.Ordinal);
        _lanes[hash % _lanes.Length].Writer.TryWrite(delivery);
    }

    /// <summary>Ends when what each has begun is done.</summary>
    public async Task EndAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.TryComplete();
        }

        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task WorkAsync(ChannelReader<Delivery> lane, Func<Delivery, Task> work)
    {
        await foreach (var delivery in lane.ReadAllAsync())
        {
            await work(delivery);
        }
    }
}
