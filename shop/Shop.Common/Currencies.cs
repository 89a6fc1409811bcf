using System.Collections.Frozen;

namespace Shop;

/// <summary>
/// The currencies that prices can be in: ISO 4217, list one, as of 2026, without what has no minor unit (metals, bonds, codes for tests).
/// </summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> DecimalsOf = Table(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (2, """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP
            CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
            KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
            PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU
            UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"));

    /// <summary>Whether this is the code of a currency in use, in capital letters.</summary>
    public static bool Contains(string code) => DecimalsOf.ContainsKey(code);

    /// <summary>How many decimals an amount of a currency has; 2 for one that has gone out of use.</summary>
    public static int DecimalPlaces(string code) => DecimalsOf.GetValueOrDefault(code, 2);

    private static FrozenDictionary<string, int> Table(params ReadOnlySpan<(int Decimals, string Codes)> rows)
    {
        var table = new Dictionary<string, int>();
        foreach (var (decimals, codes) in rows)
        {
            foreach (var code in codes.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                table.Add(code, decimals);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
