using System.Text;

namespace Shop.Faults.Tests.Proxy;

/// <summary>
/// Reads compressed fields (HPACK, RFC 7541 section 6) as far as .NET's client compresses them: it refers to the static table only, and spells everything else out.
/// </summary>
internal ref struct RequestFields(ReadOnlySpan<byte> rest)
{
    // Where the static table has ":path", with two values of which one never is ours.
    private const int Path = 4;
    private ReadOnlySpan<byte> _rest = rest;

    /// <summary>The path of a request.</summary>
    public static string PathOf(ReadOnlySpan<byte> fields) => new RequestFields(fields).FindPath();

    private string FindPath()
    {
        while (!_rest.IsEmpty)
        {
            var kind = _rest[0];
            if (kind >= 0x80)
            {
                // A name and a value of the table.
                Number(7);
                continue;
            }

            if ((kind & 0xE0) == 0x20)
            {
                // The table's new size.
                Number(5);
                continue;
            }

            var name = Number((kind & 0x40) != 0 ? 6 : 4);
            if (name == 0)
            {
                Text();
            }

            var value = Text();
            if (name == Path)
            {
                return Encoding.ASCII.GetString(value);
            }
        }

        throw new InvalidDataException("A request to another host has no path.");
    }

    private int Number(int bits)
    {
        var most = (1 << bits) - 1;
        var number = _rest[0] & most;
        _rest = _rest[1..];
        if (number < most)
        {
            return number;
        }

        for (var shift = 0; ; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            number += (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    private ReadOnlySpan<byte> Text()
    {
        if ((_rest[0] & 0x80) != 0)
        {
            throw new InvalidDataException("A field is in Huffman's code, which .NET's client did not use so far: read it, too.");
        }

        var length = Number(7);
        var text = _rest[..length];
        _rest = _rest[length..];
        return text;
    }
}
