namespace Roost.Security.Idempotency;

/// <summary>An answer in memory, which may not become larger than what is kept.</summary>
internal sealed class AnswerBuffer(string path) : MemoryStream
{
    /// <summary>The largest answer that is kept, in bytes: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    public override void Write(byte[] buffer, int offset, int count)
    {
        Expect(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Expect(buffer.Length);
        base.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        Expect(1);
        base.WriteByte(value);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    private void Expect(int count)
    {
        if (Length + count > MaxBytes)
        {
            throw new InvalidOperationException(
                $"The answer of {path} is larger than {MaxBytes} bytes, the most that is kept under an Idempotency-Key. Answer with the Location of what was made, and let the client read it there.");
        }
    }
}
