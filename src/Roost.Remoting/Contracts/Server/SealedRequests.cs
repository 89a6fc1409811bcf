using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Roost.Operations;
using Roost.Remoting.Contracts.Trust;

namespace Roost.Remoting.Contracts.Server;

/// <summary>Reads what another host has sealed, and answers what is not to be believed.</summary>
internal sealed class SealedRequests(CallSeal seal, ILogger<SealedRequests> logger)
{
    // The edge's own limit is for strangers. Whatever calls here is one of us, and only a mistake is larger than this.
    private const int MaxBody = 16 * 1024 * 1024;
    private static readonly Error Untrusted = Error.Forbidden("contract.untrusted", "This host does not believe the call. Its log says why.");
    private static readonly Error TooLarge = Error.Invalid("contract.too_large", "The arguments are larger than 16 MiB. Send them in parts, or where they can be read from.");

    /// <returns>Who asks, in whose name, and what; <see langword="null"/> if it was answered with a refusal.</returns>
    public async Task<SealedRequest?> OpenAsync(HttpContext http)
    {
        // Before anything is read, or room made for it.
        if (!seal.IsKnown(http.Request.Headers[CallSeal.Header]))
        {
            Log.Untrusted(logger, http.Request.Path, http.Connection.RemoteIpAddress, "It has no header of a host that is known here, or one of another hour.");
            await SealedAnswers.RejectAsync(http, Untrusted);
            return null;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (await ReadAsync(http.Request, http.RequestAborted) is not { } body)
        {
            await SealedAnswers.RejectAsync(http, TooLarge);
            return null;
        }

        try
        {
            var (caller, context) = seal.Open(http.Request.Headers[CallSeal.Header], http.Request.Path, body.WrittenSpan);
            return new(caller, context, body.WrittenMemory);
        }
        catch (Exception exception) when (exception is UntrustedCallException or FormatException or JsonException)
        {
            Log.Untrusted(logger, http.Request.Path, http.Connection.RemoteIpAddress, exception.Message);
            await SealedAnswers.RejectAsync(http, Untrusted);
            return null;
        }
    }

    /// <returns><see langword="null"/> if there is more than a host may send.</returns>
    private static async ValueTask<ArrayBufferWriter<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (body.WrittenCount + read.Buffer.Length > MaxBody)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            foreach (var part in read.Buffer)
            {
                body.Write(part.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body;
            }
        }
    }
}

/// <summary>What another host asks, and is believed.</summary>
/// <param name="Caller">Which host.</param>
/// <param name="Context">In whose name.</param>
/// <param name="Body">What.</param>
internal sealed record SealedRequest(string Caller, CallContext Context, ReadOnlyMemory<byte> Body);
