using System.Globalization;
using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Outages;

/// <summary>The circuit breakers of the hosts' calls to each other and to the provider, as their metrics tell.</summary>
/// <param name="Opened">How often each has opened since its host was started, by <c>host: call</c>.</param>
/// <param name="Closed">Whether each is closed, the same way.</param>
internal sealed partial record Breakers(IReadOnlyDictionary<string, long> Opened, IReadOnlyDictionary<string, bool> Closed)
{
    /// <summary>Those that are not closed.</summary>
    public IReadOnlyList<string> Open => [.. Closed.Where(breaker => !breaker.Value).Select(breaker => breaker.Key)];

    /// <summary>Asks the hosts that answer.</summary>
    public static async Task<Breakers> ReadAsync(HttpClient http, IReadOnlyDictionary<string, Uri> hosts)
    {
        var (opened, closed) = (new Dictionary<string, long>(), new Dictionary<string, bool>());
        foreach (var (host, metrics) in await Task.WhenAll(hosts.Select(host => ReadAsync(http, host.Key, host.Value))))
        {
            foreach (Match line in Line().Matches(metrics))
            {
                var breaker = $"{host}: {line.Groups["call"].Value}";
                var value = long.Parse(line.Groups["value"].ValueSpan, CultureInfo.InvariantCulture);
                if (line.Groups["state"].Success)
                {
                    closed[breaker] = closed.GetValueOrDefault(breaker, true) && (line.Groups["state"].Value == "closed" || value == 0);
                }
                else
                {
                    opened[breaker] = value;
                }
            }
        }

        return new(opened, closed);
    }

    /// <summary>How often each has opened since an earlier look; those of hosts that were started meanwhile begin anew.</summary>
    public IReadOnlyDictionary<string, long> OpenedSince(Breakers before) => Opened
        .Select(breaker => (breaker.Key, Times: breaker.Value - Math.Min(breaker.Value, before.Opened.GetValueOrDefault(breaker.Key))))
        .Where(breaker => breaker.Times > 0).ToDictionary();

    private static async Task<(string Host, string Metrics)> ReadAsync(HttpClient http, string host, Uri address)
    {
        try
        {
            return (host, await http.GetStringAsync(new Uri(address, "/metrics")));
        }
        catch (HttpRequestException)
        {
            // It is the one that was killed.
            return (host, "");
        }
    }

    [GeneratedRegex("""^roost_calls_breakers?(_opened_total)?\{(?=[^}]*roost_call_name="(?<call>[^"]+)")([^}]*roost_call_breaker_state="(?<state>[^"]+)")?[^}]*\} (?<value>\d+)""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
