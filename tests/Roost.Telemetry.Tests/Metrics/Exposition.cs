using System.Globalization;
using System.Text.RegularExpressions;

namespace Roost.Telemetry.Tests.Metrics;

/// <summary>Reads the text formats for metrics as strictly as their descriptions allow, and throws at the first thing that is not in them.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, Family> _families = [];

    private Exposition()
    {
    }

    public IReadOnlyDictionary<string, Family> Families => _families;

    public static Exposition Parse(string text, bool isOpenMetrics)
    {
        text.ShouldEndWith("\n");
        var lines = text[..^1].Split('\n');
        if (isOpenMetrics)
        {
            lines[^1].ShouldBe("# EOF");
            lines = lines[..^1];
        }

        var exposition = new Exposition();
        Family? family = null;
        foreach (var line in lines)
        {
            line.ShouldNotContain("\r");
            if (line.StartsWith('#'))
            {
                var match = Comment().Match(line);
                match.Success.ShouldBeTrue(line);
                var (kind, name, rest) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
                if (kind == "HELP")
                {
                    exposition._families.ContainsKey(name).ShouldBeFalse($"{name} is described twice, or its lines are apart");
                    exposition._families[name] = family = new(name, isOpenMetrics);
                }
                else
                {
                    family.ShouldNotBeNull();
                    family.Name.ShouldBe(name, line);
                    family.Samples.ShouldBeEmpty($"{line} comes behind samples");
                    family.Describe(kind, rest);
                }
            }
            else
            {
                family.ShouldNotBeNull().Add(Sample.Parse(line));
            }
        }

        foreach (var each in exposition._families.Values)
        {
            each.Check();
        }

        return exposition;
    }

    [GeneratedRegex(@"^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex Comment();

    internal sealed class Family(string name, bool isOpenMetrics)
    {
        public string Name { get; } = name;

        public string? Type { get; private set; }

        public List<Sample> Samples { get; } = [];

        public void Describe(string kind, string rest)
        {
            if (kind == "TYPE")
            {
                Type.ShouldBeNull($"{Name} has two types");
                rest.ShouldBeOneOf("counter", "gauge", "histogram", isOpenMetrics ? "info" : "summary");
                Type = rest;
            }
            else
            {
                isOpenMetrics.ShouldBeTrue("UNIT is OpenMetrics'");
                Name.ShouldEndWith("_" + rest);
            }
        }

        public void Add(Sample sample)
        {
            string[] names = Type switch
            {
                "histogram" => [Name + "_bucket", Name + "_sum", Name + "_count"],
                "counter" when isOpenMetrics => [Name + "_total"],
                "info" => [Name + "_info"],
                _ => [Name],
            };
            names.ShouldContain(sample.Name, $"a {Type} called {Name}");
            if (Type == "counter")
            {
                sample.Name.ShouldEndWith("_total");
                sample.Value.ShouldBeGreaterThanOrEqualTo(0);
            }

            Samples.ShouldNotContain(other => other.Key == sample.Key, $"{sample.Key} is there twice");
            Samples.Add(sample);
        }

        public void Check()
        {
            Type.ShouldNotBeNull($"{Name} has no type");
            if (Type != "histogram")
            {
                return;
            }

            foreach (var series in Samples.GroupBy(sample => string.Join(",", sample.Labels.Where(label => label.Key != "le").Select(label => $"{label.Key}={label.Value}"))))
            {
                var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
                var bounds = buckets.Select(bucket => Sample.Number(bucket.Labels["le"])).ToList();
                bounds.ShouldBeInOrder(SortDirection.Ascending);
                bounds[^1].ShouldBe(double.PositiveInfinity);
                buckets.Select(bucket => bucket.Value).ShouldBeInOrder(SortDirection.Ascending);
                series.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value.ShouldBe(buckets[^1].Value);
                series.Count(sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)).ShouldBe(1);
                if (isOpenMetrics)
                {
                    buckets.ShouldAllBe(bucket => bucket.Labels["le"].Contains('.') || bucket.Labels["le"].Contains('e') || bucket.Labels["le"] == "+Inf");
                }
            }
        }
    }

    internal sealed partial record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        public string Key => Name + string.Join(",", Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}"));

        public static Sample Parse(string line)
        {
            var match = Line().Match(line);
            match.Success.ShouldBeTrue(line);
            var labels = new Dictionary<string, string>();
            for (var i = 0; i < match.Groups["key"].Captures.Count; i++)
            {
                var value = match.Groups["value"].Captures[i].Value;
                labels.TryAdd(
                    match.Groups["key"].Captures[i].Value,
                    value.Replace("\\n", "\n").Replace("\\\"", "\"").Replace("\\\\", "\\")).ShouldBeTrue($"a label twice: {line}");
            }

            return new(match.Groups["name"].Value, labels, Number(match.Groups["number"].Value));
        }

        public static double Number(string text) => text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture),
        };

        [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\["\\n])*)"(,(?!\})|(?=\})))*\})? (?<number>\S+)$""")]
        private static partial Regex Line();
    }
}
