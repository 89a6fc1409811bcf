using System.Globalization;

namespace Roost.Security.Passwords;

/// <summary>
/// A hash as it is stored: <c>$pbkdf2-sha512$i=220000$SALT$HASH</c>, the PHC string format with base64 without padding, so that
/// a later algorithm or cost can stand beside today's.
/// </summary>
internal sealed record StoredPassword(int Iterations, byte[] Salt, byte[] Hash)
{
    public const int SaltLength = 16;
    public const int HashLength = 32;

    private const string Algorithm = "pbkdf2-sha512";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"${Algorithm}$i={Iterations}${Encode(Salt)}${Encode(Hash)}");

    /// <exception cref="FormatException">The text is no stored password; the message does not quote it.</exception>
    public static StoredPassword Parse(string text)
    {
        string[] fields = text.Split('$');
        return fields is ["", Algorithm, ['i', '=', .. string iterations], var salt, var hash]
            && int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= PasswordHashingOptions.MaximumIterations
            && Decode(salt) is { Length: >= 8 } saltBytes
            && Decode(hash) is { Length: HashLength } hashBytes
                ? new StoredPassword(count, saltBytes, hashBytes)
                : throw new FormatException($"The stored password is not of the form ${Algorithm}$i=ITERATIONS$SALT$HASH. Let its owner set a new one.");
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text + new string('=', (4 - text.Length % 4) % 4), bytes, out int length) ? bytes[..length] : null;
    }
}
