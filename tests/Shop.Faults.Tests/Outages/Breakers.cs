using System.Globalization;
using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Outages;

/// <summary>The circuit breakers of the hosts' calls to each other and to the provider, as their metrics tell.</summary>
/// <param name="Opened">How often each has opened since its host was started, by <c>host: call</c>.</param>
/// <param name="Closed">Whether each is closed, the same way.</param>
/// <param name="Silent">The hosts that did not answer, so that nobody knows of theirs.</param>
internal sealed partial record Breakers(IReadOnlyDictionary<string, long> Opened, IReadOnlyDictionary<string, bool> Closed, IReadOnlyList<string> Silent)
{
    // One that is dead refuses at once, and one that lives has them at hand.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether all hosts have answered, and all of theirs are closed.</summary>
    public bool AreClosed => !Breaches().Any();

    /// <summary>What to ask the hosts with.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };

    /// <summary>Asks all hosts.</summary>
    public static async Task<Breakers> ReadAsync(HttpClient http, IReadOnlyDictionary<string, Uri> hosts)
    {
        var answers = await Task.WhenAll(hosts.Select(async host => (Host: host.Key, Metrics: await ReadAsync(http, host.Value))));
        return Read(answers.Where(answer => answer.Metrics is not null).ToDictionary(answer => answer.Host, answer => answer.Metrics!)) with
        {
            Silent = [.. answers.Where(answer => answer.Metrics is null).Select(answer => answer.Host)],
        };
    }

    /// <summary>Reads what hosts have answered.</summary>
    public static Breakers Read(IReadOnlyDictionary<string, string> answers)
    {
        var (opened, closed) = (new Dictionary<string, long>(), new Dictionary<string, bool>());
        foreach (var (host, metrics) in answers)
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

        return new(opened, closed, []);
    }

    /// <summary>Those of all hosts but one, which is about to be killed: the next one counts from nothing.</summary>
    public Breakers Without(string host) => this with { Opened = Opened.Where(breaker => !breaker.Key.StartsWith($"{host}: ", StringComparison.Ordinal)).ToDictionary() };

    /// <summary>How often each has opened since an earlier look.</summary>
    public IReadOnlyDictionary<string, long> OpenedSince(Breakers before) => Opened
        .Select(breaker => (breaker.Key, Times: breaker.Value - before.Opened.GetValueOrDefault(breaker.Key)))
        .Where(breaker => breaker.Times > 0).ToDictionary();

    /// <summary>What is not as it must be when nobody is missing.</summary>
    public IEnumerable<string> Breaches() =>
    [
        .. Closed.Where(breaker => !breaker.Value).Select(breaker => $"the circuit breaker {breaker.Key} is not closed again"),
        .. Silent.Select(host => $"{host} does not tell how its circuit breakers are"),
    ];

    private static async Task<string?> ReadAsync(HttpClient http, Uri address)
    {
        try
        {
            return await http.GetStringAsync(new Uri(address, "/metrics"));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // It is the one that was killed, or it waits for what was.
            return null;
        }
    }

    [GeneratedRegex("""^roost_calls_breakers?(_opened_total)?\{(?=[^}]*roost_call_name="(?<call>[^"]+)")([^}]*roost_call_breaker_state="(?<state>[^"]+)")?[^}]*\} (?<value>\d+)""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
