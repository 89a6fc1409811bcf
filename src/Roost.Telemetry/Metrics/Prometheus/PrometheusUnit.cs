namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>The words for units that stand at the end of names in Prometheus, from UCUM's abbreviations.</summary>
internal static class PrometheusUnit
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["m"] = "meters",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
    };

    private static readonly Dictionary<string, string> Per = new(StringComparer.Ordinal)
    {
        ["s"] = "second",
        ["m"] = "minute",
        ["min"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
    };

    /// <summary>The word; null for what is only counted, such as <c>{request}</c>.</summary>
    public static string? Of(string? unit, string type)
    {
        if (string.IsNullOrEmpty(unit) || unit.StartsWith('{'))
        {
            return null;
        }

        if (unit == "1")
        {
            return type == "gauge" ? "ratio" : null;
        }

        var slash = unit.IndexOf('/');
        if (slash < 0)
        {
            return Words.TryGetValue(unit, out var word) ? word : PrometheusName.Of(unit);
        }

        var per = Per.TryGetValue(unit[(slash + 1)..], out var time) ? time : PrometheusName.Of(unit[(slash + 1)..]);
        return Of(unit[..slash], "counter") is { } what ? $"{what}_per_{per}" : $"per_{per}";
    }
}
