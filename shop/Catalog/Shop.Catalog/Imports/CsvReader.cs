using System.Text;

namespace Shop.Catalog.Imports;

/// <summary>
/// Reads CSV as RFC 4180 has it (section 2), one record after the other, with no more than one in memory; lines may end in LF, CRLF or CR, and a byte order mark
/// is skipped. Our own, because a file of any size and shape is read while it arrives: how large a record can become has a bound here, and each mistake its line.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    /// <summary>The most characters that a record may have.</summary>
    public const int MaxRecord = 64 * 1024;

    private const char ByteOrderMark = '\uFEFF';
    private const char Undecodable = '\uFFFD';
    private const int End = -1;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _field = new();
    private int _position;
    private int _length;
    private int _line = 1;
    private bool _hasBegun;

    /// <summary>Reads the next record; <see langword="null"/> at the end.</summary>
    public async ValueTask<CsvRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            if (await PeekAsync(cancellationToken) == ByteOrderMark)
            {
                _position++;
            }
        }

        if (await PeekAsync(cancellationToken) == End)
        {
            return null;
        }

        var line = _line;
        var fields = new List<string>();
        string? fault = null;
        var size = 0;
        var state = Place.FieldBegins;
        while (true)
        {
            var next = await PeekAsync(cancellationToken);
            _position++;
            if (++size > MaxRecord)
            {
                return new(line, [], $"has more than {MaxRecord} characters; a quote may be missing", IsLast: true);
            }

            if (state == Place.InQuotes)
            {
                switch (next)
                {
                    case End:
                        return new(line, [], "has a quote that is never closed", IsLast: true);
                    case '"':
                        state = Place.QuoteInQuotes;
                        break;
                    default:
                        Add(next);
                        if (await IsLineEndAsync(next, cancellationToken))
                        {
                            _line++;
                        }

                        break;
                }

                continue;
            }

            switch (next)
            {
                case '"' when state == Place.FieldBegins:
                    state = Place.InQuotes;
                    break;
                case '"' when state == Place.QuoteInQuotes:
                    _field.Append('"');
                    state = Place.InQuotes;
                    break;
                case ',':
                    fields.Add(Take());
                    state = Place.FieldBegins;
                    break;
                case End or '\n' or '\r':
                    if (next == '\r' && await PeekAsync(cancellationToken) == '\n')
                    {
                        _position++;
                    }

                    _line++;
                    fields.Add(Take());
                    return new(line, fields, fault);
                default:
                    fault ??= next == '"' ? "has a quote inside a field. Put the field in quotes, and write the quote twice"
                        : state == Place.QuoteInQuotes ? "has something behind a closing quote. Write a quote inside of quotes twice" : null;
                    Add(next);
                    state = Place.InField;
                    break;
            }
        }

        void Add(int character)
        {
            fault ??= character == Undecodable ? "is not in UTF-8" : null;
            _field.Append((char)character);
        }
    }

    // A CR that an LF follows ends no line: the LF does.
    private async ValueTask<bool> IsLineEndAsync(int character, CancellationToken cancellationToken) =>
        character == '\n' || (character == '\r' && await PeekAsync(cancellationToken) != '\n');

    private string Take()
    {
        var field = _field.ToString();
        _field.Clear();
        return field;
    }

    private ValueTask<int> PeekAsync(CancellationToken cancellationToken) => _position < _length ? new(_buffer[_position]) : FillAsync(cancellationToken);

    // Behind the end there is nothing, however often it is asked for.
    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        _position = 0;
        _length = await text.ReadAsync(_buffer.AsMemory(), cancellationToken);
        return _length == 0 ? End : _buffer[0];
    }

    private enum Place
    {
        FieldBegins,
        InField,
        InQuotes,
        QuoteInQuotes,
    }
}
