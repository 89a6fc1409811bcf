using System.Security.Cryptography;
using System.Text;

namespace Shop.Webhooks.Sending;

/// <summary>Signs a message as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class Signature
{
    /// <summary>The header's value: one signature a secret, with spaces in between.</summary>
    /// <param name="secrets">What to sign with; two while a secret is being changed.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Write(IEnumerable<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
