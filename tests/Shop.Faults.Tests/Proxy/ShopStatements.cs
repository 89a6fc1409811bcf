using System.Text.RegularExpressions;
using Roost.Messaging.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Names what a host says to the database: by the function of Roost's that it calls, or by the command and the first table.</summary>
internal static partial class ShopStatements
{
    /// <summary>What a worker says as long as it lives.</summary>
    public const string Heartbeat = "roost.job_pulse";

    // What a host says while nobody wants anything of it: it looks, and says that it lives. The tests of the queue visit those.
    private static readonly HashSet<string> Background = new(StringComparer.Ordinal)
    {
        "connect", "select 1", "select version", "listen", "roost.job", "roost.job_admission_kinds", "roost.job_census", "roost.job_claim_suspect", "roost.job_give_back_lost", "roost.job_limit", "roost.job_open_lanes",
        "roost.job_promote", Heartbeat, "roost.job_release", "roost.job_rescue", "roost.job_worker", "roost.saga_wake",
        "store GET /readyz", "money GET /readyz", "office GET /readyz",
    };

    /// <summary>Whether a worker says it as often as it looks, so that only the first times are about what people want.</summary>
    public static bool IsRepeated(string name) => name is "roost.event_advance" or "roost.job_claim";

    /// <summary>Whether it belongs to what people want.</summary>
    public static bool Matters(string name) => !Background.Contains(name) && !name.StartsWith("roost.schedule", StringComparison.Ordinal);

    /// <summary>
    /// Whether a death before a message may be another than a death before the next one. Until a Sync the server makes nothing last, but for a COMMIT that goes in one round
    /// trip with other statements: it takes effect when it is executed.
    /// </summary>
    public static bool IsPoint(string name, char type) => Point.AsksForAnswer(type) || (type == 'E' && name.StartsWith("commit", StringComparison.Ordinal));

    public static string Name(string sql)
    {
        var words = Words().Match(sql).Value.ToLowerInvariant();
        return Function().Match(sql) is { Success: true } function ? function.Value
            : Table().Match(sql) is { Success: true } table ? $"{words.Split(' ')[0]} {table.Value}"
            : words;
    }

    [GeneratedRegex(@"roost\.\w+")]
    private static partial Regex Function();

    [GeneratedRegex(@"\b(auth|catalog|inventory|notifications|orders|payments|reports|tenants|users|webhooks)\.\w+")]
    private static partial Regex Table();

    [GeneratedRegex(@"\w+(\s+\w+)?")]
    private static partial Regex Words();
}
