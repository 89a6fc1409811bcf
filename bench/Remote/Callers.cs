using System.Diagnostics;
using Roost;
using Roost.Operations;

namespace Bench.Remote;

/// <summary>A thousand principals of a hundred tenants, who call in turns.</summary>
internal sealed class Callers(IOperations operations)
{
    private static readonly CallContext[] Everybody =
    [
        .. Enumerable.Range(0, 100).SelectMany(_ => OfOneTenant(TenantId.New())),
    ];

    /// <summary>How long each of so many calls takes, one after the other, from inside of its caller's operation.</summary>
    public async Task<double[]> TimesAsync(int calls)
    {
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            await CallAsync(i, times);
        }

        return times;
    }

    /// <summary>How many calls a second come to an end while so many are on their way.</summary>
    public async Task<double> RateAsync(int atATime, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, atATime).Select(async first =>
        {
            await Task.Yield();
            var done = 0;
            for (var i = first; Stopwatch.GetElapsedTime(began) < time; i += atATime, done++)
            {
                await CallAsync(i, null);
            }

            return done;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static IEnumerable<CallContext> OfOneTenant(TenantId tenant) =>
        Enumerable.Range(0, 10).Select(_ => new CallContext(tenant, Principal.User(Guid.CreateVersion7(), ["customer"]), "bench"));

    private Task<int> CallAsync(int i, double[]? times) => operations.RunAsync(Everybody[i % Everybody.Length], async (services, cancellationToken) =>
    {
        var noop = services.GetRequiredService<INoop>();
        var began = Stopwatch.GetTimestamp();
        var answer = await noop.NoopAsync(i, cancellationToken);
        if (times is not null)
        {
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        return answer == i ? answer : throw new InvalidOperationException("That is another call's answer.");
    }, CancellationToken.None);
}
