using System.Collections.Frozen;
using System.Globalization;

namespace Shop.Notifications.Confirmations;

/// <summary>Writes an amount for people: <c>1,234.50 EUR</c>.</summary>
internal static class MoneyText
{
    // ISO 4217, list one: the currencies whose minor unit is not a hundredth.
    private static readonly FrozenDictionary<string, int> Decimals = Table(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"));

    public static string Of(Money money)
    {
        var decimals = Decimals.GetValueOrDefault(money.Currency, 2);
        var units = new decimal(money.Amount) / (decimal)Math.Pow(10, decimals);
        return $"{units.ToString($"N{decimals}", CultureInfo.InvariantCulture)} {money.Currency}";
    }

    private static FrozenDictionary<string, int> Table(params ReadOnlySpan<(int Decimals, string Currencies)> rows)
    {
        var table = new Dictionary<string, int>();
        foreach (var (decimals, currencies) in rows)
        {
            foreach (var currency in currencies.Split(' '))
            {
                table[currency] = decimals;
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
