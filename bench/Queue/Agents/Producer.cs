using System.Globalization;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;

namespace Bench.Queue.Agents;

/// <summary>Adds jobs through <see cref="IJobSender"/>, for one tenant. Each returns how many a second, until the last one had committed.</summary>
internal sealed class Producer(IJobSender sender)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly CallContext _context = new(TenantId.New(), Principal.System, "bench");

    /// <summary>One by one, so many in flight; no more after so many seconds.</summary>
    public Task<string> AddAsync(int count, int flight, int seconds) => RateAsync(async () =>
    {
        var next = 0;
        var end = Clock.Microseconds + (seconds * 1_000_000L);
        await Task.WhenAll(Enumerable.Range(0, flight).Select(async _ =>
        {
            while (Clock.Microseconds < end && Interlocked.Increment(ref next) is var number && number <= count)
            {
                await sender.SendAsync(_context, new Noop(number, 0));
            }
        }));
        return Math.Min(next, count);
    });

    /// <summary>In calls of <paramref name="chunk"/> each, so many of them in flight.</summary>
    public Task<string> AddManyAsync(int count, int chunk, int flight) => RateAsync(async () =>
    {
        var next = -chunk;
        await Task.WhenAll(Enumerable.Range(0, flight).Select(async _ =>
        {
            while (Interlocked.Add(ref next, chunk) is var first && first < count)
            {
                await sender.SendManyAsync(_context, Enumerable.Range(first, Math.Min(chunk, count - first)).Select(number => new Noop(number, 0)));
            }
        }));
        return count;
    });

    /// <summary>So many errands of one tenant, in calls of <paramref name="chunk"/> each.</summary>
    public Task<string> FloodAsync(int count, int chunk) => RateAsync(async () =>
    {
        for (var first = 0; first < count; first += chunk)
        {
            await sender.SendManyAsync(_context, Enumerable.Range(first, Math.Min(chunk, count - first)).Select(_ => new Errand(0)));
        }

        return count;
    });

    /// <summary>Errands at a steady rate, of so many other tenants in turns.</summary>
    public Task<string> TrickleAsync(int rate, int seconds, bool stamp, int tenants)
    {
        var contexts = Enumerable.Range(0, tenants).Select(_ => _context with { Tenant = TenantId.New() }).ToArray();
        return PaceAsync(rate, seconds, number => sender.SendAsync(contexts[number % tenants], new Errand(stamp ? Clock.Microseconds : 0)));
    }

    /// <summary>At a steady rate, whether those before have been added or not.</summary>
    public Task<string> PaceAsync(int rate, int seconds, bool stamp) =>
        PaceAsync(rate, seconds, number => sender.SendAsync(_context, new Noop(number, stamp ? Clock.Microseconds : 0)));

    // On a thread of its own: timers go by a clock that moves every 4 ms.
    private static Task<string> PaceAsync(int rate, int seconds, Func<int, Task> send) => RateAsync(async () =>
    {
        var sends = await Task.Factory.StartNew(() => Pace(rate, rate * seconds, send), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(sends);
        return sends.Count;
    });

    private static List<Task> Pace(int rate, int count, Func<int, Task> send)
    {
        var began = Clock.Microseconds;
        var sends = new List<Task>(count);
        while (sends.Count < count)
        {
            var due = Math.Min(count, (Clock.Microseconds - began) * rate / 1_000_000);
            while (sends.Count < due)
            {
                sends.Add(send(sends.Count));
            }

#pragma warning disable ROOST1203 // The thread is nobody else's.
            Thread.Sleep(Tick);
#pragma warning restore ROOST1203
        }

        return sends;
    }

    private static async Task<string> RateAsync(Func<Task<int>> work)
    {
        var began = Clock.Microseconds;
        var count = await work();
        return string.Create(CultureInfo.InvariantCulture, $"{count * 1e6 / (Clock.Microseconds - began)}");
    }
}
