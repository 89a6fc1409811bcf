using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shop.Shapes.Tests.Webhooks;

/// <summary>A message as it arrived.</summary>
internal sealed record Message(IReadOnlyDictionary<string, string> Headers, string Text)
{
    private const string Prefix = "whsec_";

    public JsonElement Body => JsonElement.Parse(Text);

    public string Id => Headers["webhook-id"];

    /// <summary>What a secret signs it with, as Standard Webhooks says: an HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
    public string SignatureUnder(string secret)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Text}")))}";
    }
}
