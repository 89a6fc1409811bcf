using System.Security.Cryptography;
using System.Text;

namespace Shop.PaymentSandbox.Idempotency;

/// <summary>One intended change: its key, and a fingerprint of what it asks for.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Fingerprint">SHA-256 of the operation and its values, in lower-case hex.</param>
internal readonly record struct Call(string Key, string Fingerprint)
{
    /// <summary>
    /// Calls with the same values have the same fingerprint, however their JSON was laid out.
    /// No value may hold control characters: one of them separates the values.
    /// </summary>
    public static Call Of(string key, string operation, params ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder(operation);
        foreach (var value in values)
        {
            text.Append('\u001f').Append(value);
        }

        return new Call(key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
