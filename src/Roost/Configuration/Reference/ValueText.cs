using System.Collections;
using System.Globalization;

namespace Roost.Configuration.Reference;

/// <summary>Values as people read them: <c>30 s</c>, <c>1048576 (1 MiB)</c>, <c>`api`, `worker`</c>.</summary>
internal static class ValueText
{
    private static readonly (TimeSpan Length, string Name)[] Units =
    [
        (TimeSpan.FromHours(1), "h"), (TimeSpan.FromMinutes(1), "min"), (TimeSpan.FromSeconds(1), "s"), (TimeSpan.FromMilliseconds(1), "ms"),
    ];

    private static readonly string[] Sizes = ["KiB", "MiB", "GiB"];

    /// <summary>The value in Markdown; <see langword="null"/> if there is none, or nothing in it.</summary>
    /// <param name="value">The value of a key, or a bound of one.</param>
    /// <param name="key">The key: one that ends in <c>Bytes</c> has a size.</param>
    public static string? Of(object? value, string key) => value switch
    {
        null or "" => null,
        bool flag => Code(flag ? "true" : "false"),
        TimeSpan time => Of(time),
        string or Enum or Uri => Code(value.ToString()!),
        IDictionary map => Join(map.Cast<DictionaryEntry>().Select(entry => $"{Code(entry.Key.ToString()!)}: {Of(entry.Value, key)}")),
        IEnumerable items => Join(items.Cast<object?>().Select(item => Of(item, key))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) + (key.EndsWith("Bytes", StringComparison.Ordinal) ? Size(number) : ""),
        _ => Code(value.ToString()!),
    };

    public static string Code(string text) => $"`{text}`";

    public static string? Join(IEnumerable<string?> texts) => string.Join(", ", texts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    private static string Of(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return "0";
        }

        if (time.Ticks % TimeSpan.TicksPerDay == 0)
        {
            return time.Days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{time.Days} days");
        }

        var (length, name) = Array.Find(Units, unit => time.Ticks % unit.Length.Ticks == 0);
        return name is null ? Code(time.ToString("c", CultureInfo.InvariantCulture)) : string.Create(CultureInfo.InvariantCulture, $"{time / length} {name}");
    }

    private static string Size(IFormattable number)
    {
        var (size, unit) = (Convert.ToDouble(number, CultureInfo.InvariantCulture), -1);
        while (size >= 1024 && size % 1024 == 0 && unit < Sizes.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return unit < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({size} {Sizes[unit]})");
    }
}
