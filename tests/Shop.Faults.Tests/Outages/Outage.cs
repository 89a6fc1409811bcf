using System.Diagnostics;
using System.Globalization;

namespace Shop.Faults.Tests.Outages;

/// <summary>One victim: it is killed while people buy, is missed, comes back, and must be forgotten soon.</summary>
internal sealed class Outage(RunningServices shop, Crowd crowd, Action<string> say)
{
    /// <summary>From the moment at which a victim is ready again to the last answer that was an error for its sake, at most.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(4);

    /// <summary>How long a breaker may take to see enough failures.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);

    /// <summary>For how long there must be no error before nobody remembers.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    // So many of both, by different customers.
    private const int Enough = 5;

    /// <returns>What was not as it must be.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(Victim victim)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var before = await Breakers.ReadAsync(http, shop.Up.Hosts());
        var killed = Stopwatch.GetTimestamp();
        await victim.KillAsync();
        await UntilAsync(async since => since > Away && (victim.Breaker is not { } awaited || (await ReadAsync()).OpenedSince(before).ContainsKey(awaited)), Notice);
        var opened = (await ReadAsync()).OpenedSince(before);
        await victim.ReviveAsync();
        var back = Stopwatch.GetTimestamp();
        await UntilAsync(async _ => IsOver(back) && (await ReadAsync()).Open.Count == 0, Recovery + Calm);
        var after = await ReadAsync();
        var heard = crowd.Notebook.Since(killed);
        var recovered = RecoveredAfter(back, heard);
        say(Report(victim, Stopwatch.GetElapsedTime(killed, back), recovered, heard, after.OpenedSince(before)));
        return [.. Breaches().Select(breach => $"{victim}: {breach}")];

        Task<Breakers> ReadAsync() => Breakers.ReadAsync(http, shop.Up.Hosts());

        IEnumerable<string> Breaches()
        {
            foreach (var wrong in heard.Where(answer => answer.Verdict is Verdict.Wrong or Verdict.Late || (answer.Verdict == Verdict.Broken && !victim.IsEntrance)).GroupBy(answer => $"{answer.What}: {answer.Kind}"))
            {
                yield return $"{wrong.Count()} times {wrong.Key}";
            }

            if (recovered is null || recovered > Recovery)
            {
                yield return $"not recovered {Recovery.TotalSeconds:0} s after it was ready";
            }

            if (victim.Breaker is { } awaited && !opened.ContainsKey(awaited))
            {
                yield return $"the circuit breaker {awaited} did not open";
            }

            foreach (var open in after.Open)
            {
                yield return $"the circuit breaker {open} is not closed again";
            }
        }
    }

    /// <summary>Whether orders that were begun since succeed, and nobody has heard of an error for a while.</summary>
    private bool IsOver(long back) =>
        NewOrders(back).Count() >= Enough && Errors(crowd.Notebook.Since(back)).All(error => Stopwatch.GetElapsedTime(error.Ended) > Calm);

    /// <summary>When the first new order was there, and the last error was over.</summary>
    private TimeSpan? RecoveredAfter(long back, IReadOnlyList<Heard> heard)
    {
        if (NewOrders(back).Select(order => order.Ended).Order().FirstOrDefault() is not (> 0 and var first))
        {
            return null;
        }

        return Stopwatch.GetElapsedTime(back, Errors(heard).Select(error => error.Ended).Append(first).Max());
    }

    private IEnumerable<Placed> NewOrders(long back) => crowd.Orders.Where(order => order.Began > back);

    // A key that a dead host held says so until its lease is over, and nobody else waits for it.
    private static IEnumerable<Heard> Errors(IEnumerable<Heard> heard) => heard.Where(answer => answer.Verdict != Verdict.Done && !answer.IsInFlight);

    private static async Task UntilAsync(Func<TimeSpan, Task<bool>> holds, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Glance);
        while (!await holds(Stopwatch.GetElapsedTime(since)) && Stopwatch.GetElapsedTime(since) < patience)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private static string Report(Victim victim, TimeSpan away, TimeSpan? recovered, IReadOnlyList<Heard> heard, IReadOnlyDictionary<string, long> opened)
    {
        var kinds = heard.GroupBy(answer => $"{answer.What} {answer.Kind}").OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}");
        var breakers = opened.Count == 0 ? "none" : string.Join(", ", opened.Select(breaker => $"{breaker.Key} {breaker.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{victim}: away {away.TotalSeconds:0.0} s, recovered {recovered?.TotalSeconds ?? double.NaN:0.0} s after it was ready; longest answer {heard.Max(answer => answer.Took).TotalSeconds:0.0} s; opened: {breakers}; heard: {string.Join(", ", kinds)}");
    }
}
