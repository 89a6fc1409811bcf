using System.Collections.Frozen;
using System.Globalization;

namespace Shop.Notifications.Confirmations;

/// <summary>Writes an amount for people: <c>1,234.50 EUR</c>.</summary>
internal static class MoneyText
{
    // ISO 4217, list one: the currencies whose minor unit is not a hundredth.
    private static readonly FrozenDictionary<string, int> Decimals = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0,
        ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3,
        ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(Money money)
    {
        var decimals = Decimals.GetValueOrDefault(money.Currency, 2);
        var units = new decimal(money.Amount) / (decimal)Math.Pow(10, decimals);
        return $"{units.ToString($"N{decimals}", CultureInfo.InvariantCulture)} {money.Currency}";
    }
}
