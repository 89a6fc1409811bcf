using System.Net;
using System.Net.Http.Headers;

namespace Shop.PaymentSandbox.Tests;

/// <summary>A JSON body whose length isn't told beforehand.</summary>
internal sealed class ChunkedContent : HttpContent
{
    private readonly Stream _body;

    public ChunkedContent(Stream body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _body.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
