using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Roost.Security.Idempotency;

/// <summary>Tells one request from another under the same key.</summary>
internal static class Fingerprint
{
    private const int MemoryBytes = 64 * 1024;

    /// <summary>SHA-256 of method, address and body, which can be read again afterwards: in memory to 64 KiB, beyond that in a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The most to take where the server has no limit of its own for this request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadHttpRequestException">The body is larger than the endpoint allows (413).</exception>
    public static async Task<byte[]> OfAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        var limit = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? maxBytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        request.EnableBuffering(MemoryBytes);
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((total += read) > limit)
            {
                throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
            }

            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
