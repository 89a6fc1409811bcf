using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Auth.Devices;

/// <summary>
/// What a device shows to be known again: 256 random bits behind a prefix that secret scanners can find. It signs nobody in. Not a record, so
/// that logging it does not print it.
/// </summary>
internal sealed class DeviceToken
{
    private const string Prefix = "dt_";
    private const int Bytes = 32;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(Bytes);

    private DeviceToken(string value) => (Value, Hash) = (value, SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    public string Value { get; }

    /// <summary>What is stored and looked up.</summary>
    public byte[] Hash { get; }

    public static DeviceToken Create() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    public static bool TryParse(string? text, [NotNullWhen(true)] out DeviceToken? token)
    {
        token = text is not null && text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) ? new(text) : null;
        return token is not null;
    }
}
