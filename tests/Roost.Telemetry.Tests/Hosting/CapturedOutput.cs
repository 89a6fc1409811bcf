using System.Text;
using System.Text.Json;

namespace Roost.Telemetry.Tests.Hosting;

/// <summary>Stands where standard output would, keeps what is written, and lets a test wait for a line.</summary>
internal sealed class CapturedOutput : Stream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly MemoryStream _bytes = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return Encoding.UTF8.GetString(_bytes.ToArray());
            }
        }
    }

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<JsonElement> Events => Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public async Task<string> LineAsync(Func<string, bool> isIt)
    {
        while (true)
        {
            Task written;
            lock (_gate)
            {
                written = _written.Task;
            }

            if (Lines.FirstOrDefault(isIt) is { } line)
            {
                return line;
            }

            await written.WaitAsync(Patience);
        }
    }

    public async Task<JsonElement> EventAsync(Func<JsonElement, bool> isIt) =>
        JsonSerializer.Deserialize<JsonElement>(await LineAsync(line => isIt(JsonSerializer.Deserialize<JsonElement>(line))));

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            _bytes.Write(buffer, offset, count);
            _written.SetResult();
            _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
