using System.Globalization;

namespace Shop.Notifications.Confirmations;

/// <summary>Writes an amount for people: <c>1,234.50 EUR</c>.</summary>
internal static class MoneyText
{
    public static string Of(Money money)
    {
        var decimals = Currencies.DecimalPlaces(money.Currency);
        var units = new decimal(money.Amount) / (decimal)Math.Pow(10, decimals);
        return $"{units.ToString($"N{decimals}", CultureInfo.InvariantCulture)} {money.Currency}";
    }
}
