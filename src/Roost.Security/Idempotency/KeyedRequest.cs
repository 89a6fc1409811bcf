using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roost.Security.Idempotency;

/// <summary>A request under a key: whose it is, and what it asks.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Principal">The principal; a key of somebody else is another key.</param>
/// <param name="Key">The client's key.</param>
/// <param name="Fingerprint">SHA-256 of method, address and body: the same key with another one is a mistake of the client.</param>
/// <param name="Keep">How long the answer is kept.</param>
internal sealed record KeyedRequest(Guid Tenant, Guid Principal, string Key, byte[] Fingerprint, TimeSpan Keep)
{
    /// <summary>Names what the request does: the same for each repetition, and nobody else can choose it (UUIDv8, RFC 9562 section 5.8).</summary>
    public Guid OperationId
    {
        get
        {
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(Encoding.UTF8.GetBytes($"{Tenant:N}{Principal:N}{Key}"), hash);
            hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
            hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
            return new Guid(hash[..16], bigEndian: true);
        }
    }

    /// <summary>The number under which the request is locked. Two keys with one number only wait for each other.</summary>
    public long LockId => BitConverter.ToInt64(OperationId.ToByteArray(), 8);

    public static async Task<byte[]> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        request.EnableBuffering();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
