using System.Security.Cryptography;

namespace Shop.Webhooks.Receivers;

/// <summary>A signing secret as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 bytes in base64.</summary>
internal static class WebhookSecret
{
    private const int Bytes = 32;

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Bytes);

    public static string Write(byte[] secret) => $"whsec_{Convert.ToBase64String(secret)}";
}
