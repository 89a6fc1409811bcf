namespace Shop.PaymentSandbox.Problems;

/// <summary>The rules that several requests share.</summary>
internal static class FieldRules
{
    /// <summary>The largest amount of one charge, in minor units.</summary>
    public const long MaxAmount = 99_999_999;

    public const string AmountMessage = "Give a whole number of minor units from 1 to 99999999.";

    public static bool IsAmount(long amount) => amount is >= 1 and <= MaxAmount;

    /// <summary>Three upper-case letters, as ISO 4217 writes a currency.</summary>
    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    /// <summary>Whether a text is there, is no longer than <paramref name="longest"/> and holds no control characters.</summary>
    public static bool IsText(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.Any(char.IsControl);
}
