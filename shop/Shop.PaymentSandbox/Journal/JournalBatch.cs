using System.Buffers;
using System.Text.Json;

namespace Shop.PaymentSandbox.Journal;

/// <summary>The lines that go to disk together.</summary>
internal sealed class JournalBatch
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsEmpty => _lines.WrittenCount == 0;

    public ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    /// <summary>Completes when the lines are on disk; fails when that can't be said.</summary>
    public Task Durable => _durable.Task;

    /// <summary>Adds an entry. Its line feed comes last: a line without one was never acknowledged.</summary>
    public void Add(JournalEntry entry)
    {
        using (var json = new Utf8JsonWriter(_lines))
        {
            JsonSerializer.Serialize(json, entry, JournalJson.Default.JournalEntry);
        }

        _lines.Write("\n"u8);
    }

    public void Complete() => _durable.TrySetResult();

    public void Fail(JournalException cause) => _durable.TrySetException(cause);
}
