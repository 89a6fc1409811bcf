using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Roost.Telemetry.Requests;

/// <summary>Counts the bytes of an answer's body on their way to the server.</summary>
internal sealed class CountingBody : PipeWriter, IHttpResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature _inner;
    private readonly PipeWriter _writer;

    private CountingBody(IHttpResponseBodyFeature inner)
    {
        _inner = inner;
        _writer = inner.Writer;
    }

    /// <summary>How many bytes were written so far.</summary>
    public long Bytes { get; private set; }

    public PipeWriter Writer => this;

    public Stream Stream => field ??= AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => _writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    /// <summary>Puts one between the application and the server.</summary>
    public static CountingBody? Put(IFeatureCollection features)
    {
        if (features.Get<IHttpResponseBodyFeature>() is not { } inner)
        {
            return null;
        }

        var counting = new CountingBody(inner);
        features.Set<IHttpResponseBodyFeature>(counting);
        return counting;
    }

    public override void Advance(int bytes)
    {
        Bytes += bytes;
        _writer.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _writer.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Bytes += source.Length;
        return _writer.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _writer.CompleteAsync(exception);

    public Task CompleteAsync() => _inner.CompleteAsync();

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        Bytes += count ?? new FileInfo(path).Length - offset;
        return _inner.SendFileAsync(path, offset, count, cancellationToken);
    }
}
