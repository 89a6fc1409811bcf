using System.Diagnostics;
using System.Globalization;

namespace Shop.Faults.Tests.Outages;

/// <summary>One victim: it is killed while people buy, is missed, comes back, and must be forgotten soon.</summary>
internal sealed class Outage(RunningServices shop, Crowd crowd, Action<string> say)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(4);

    /// <summary>How long a breaker may take to see enough failures.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);

    /// <summary>What is waited for longer than anything may take, so that it is seen how long it does take.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <returns>What was not as it must be.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(Victim victim)
    {
        var before = Say(Manners.Breaches(crowd.Notebook.Take()).Select(breach => $"before {victim} was killed: {breach}"));
        return [.. before, .. Say((await SufferAsync(victim)).Select(breach => $"{victim}: {breach}"))];
    }

    // At once: one that does not come back ends the test.
    private IReadOnlyList<string> Say(IEnumerable<string> breaches)
    {
        IReadOnlyList<string> all = [.. breaches];
        foreach (var breach in all)
        {
            say(breach);
        }

        return all;
    }

    private async Task<IReadOnlyList<string>> SufferAsync(Victim victim)
    {
        using var http = Breakers.Client();
        var before = (await ReadAsync()).Without(victim.Name);
        var killed = Stopwatch.GetTimestamp();
        await victim.KillAsync();
        var gone = Stopwatch.GetTimestamp();
        await UntilAsync(async since => since > Away && (victim.Breaker is not { } awaited || (await ReadAsync()).OpenedSince(before).ContainsKey(awaited)), Notice);
        var opened = (await ReadAsync()).OpenedSince(before);
        await victim.ReviveAsync();
        var back = Stopwatch.GetTimestamp();
        await UntilAsync(async _ => Look(crowd.Notebook.Since(killed)).IsOverAt(Stopwatch.GetTimestamp()) && (await ReadAsync()).AreClosed, Aftermath.Bound + Margin);
        var after = await ReadAsync();
        // Those whose keys are held wait for nothing else.
        await UntilAsync(_ => Task.FromResult(Look(crowd.Notebook.Since(killed)).Waiting.Count == 0), Aftermath.Lease + Aftermath.Bound);
        var aftermath = Look(crowd.Notebook.Take());
        say(Report(victim, Stopwatch.GetElapsedTime(gone, back), aftermath, after.OpenedSince(before)));
        return [.. Manners.Breaches(aftermath.Answers, victim.IsEntrance), .. aftermath.Breaches(), .. Unnoticed(), .. after.Breaches()];

        Task<Breakers> ReadAsync() => Breakers.ReadAsync(http, shop.Up.Hosts());

        Aftermath Look(IReadOnlyList<Heard> heard) => new(victim, gone, back, crowd.Customers, heard, crowd.Orders);

        IEnumerable<string> Unnoticed() => victim.Breaker is { } awaited && !opened.ContainsKey(awaited) ? [$"the circuit breaker {awaited} did not open"] : [];
    }

    private static async Task UntilAsync(Func<TimeSpan, Task<bool>> holds, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Glance);
        while (!await holds(Stopwatch.GetElapsedTime(since)) && Stopwatch.GetElapsedTime(since) < patience)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private static string Report(Victim victim, TimeSpan away, Aftermath aftermath, IReadOnlyDictionary<string, long> opened)
    {
        var heard = aftermath.Answers;
        var kinds = heard.GroupBy(answer => $"{answer.What} {answer.Kind}").OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}");
        var breakers = opened.Count == 0 ? "none" : string.Join(", ", opened.Select(breaker => $"{breaker.Key} {breaker.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{victim}: away {away.TotalSeconds:0.0} s; last error {aftermath.LastError.TotalSeconds:0.0} s after it was ready, all had ordered anew {aftermath.Longest?.TotalSeconds ?? double.NaN:0.0} s after it or after their keys were held, which {aftermath.Held.Count} had to wait for; longest answer {heard.Max(answer => answer.Took).TotalSeconds:0.0} s; opened: {breakers}; heard: {string.Join(", ", kinds)}");
    }
}
