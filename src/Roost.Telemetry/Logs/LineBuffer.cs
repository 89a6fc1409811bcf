using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Roost.Telemetry.Logs;

/// <summary>What a thread needs to make lines, kept from one to the next.</summary>
internal sealed class LineBuffer
{
    private const int Keep = 64 * 1024;
    private static readonly JsonWriterOptions Options = new()
    {
        // Escapes what can end a line or be taken for a command by a terminal, and leaves other alphabets readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private ArrayBufferWriter<byte> _bytes = new(1024);

    public LineBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Whether a line is being made in it.</summary>
    public bool IsInUse { get; set; }

    public LogFields Fields { get; } = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Append(ReadOnlySpan<byte> text) => _bytes.Write(text);

    public void Append(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _bytes);

    public void Clear()
    {
        if (_bytes.Capacity > Keep)
        {
            // One huge event must not be paid for by every thread for ever.
            _bytes = new(1024);
        }

        _bytes.ResetWrittenCount();
        Json.Reset(_bytes);
        IsInUse = false;
    }
}
