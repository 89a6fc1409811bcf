namespace Roost.Remoting.Compatibility.Description;

/// <summary>Reads what <see cref="Shape.ToString"/> has written.</summary>
internal ref struct ShapeText(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <exception cref="FormatException">It is no shape.</exception>
    public static Shape Parse(ReadOnlySpan<char> text)
    {
        var reader = new ShapeText(text);
        var shape = reader.Read();
        return reader._rest.IsEmpty ? shape : throw Unreadable(text);
    }

    private Shape Read()
    {
        var shape = Take("{") ? Map() : new NamedShape(Name());
        while (true)
        {
            if (Take("[]"))
            {
                shape = new ListShape(shape);
            }
            else if (!shape.IsNullable && Take("?"))
            {
                shape = shape with { IsNullable = true };
            }
            else
            {
                return shape;
            }
        }
    }

    private Shape Map()
    {
        var key = Name();
        Expect(": ");
        var value = Read();
        Expect("}");
        return new MapShape(key, value);
    }

    /// <summary>Up to where a shape goes on; what stands between the angle brackets of a generic type belongs to its name.</summary>
    private string Name()
    {
        var depth = 0;
        var length = 0;
        while (length < _rest.Length && (depth > 0 || !"[]?{}: ".Contains(_rest[length], StringComparison.Ordinal)))
        {
            depth += _rest[length] switch { '<' => 1, '>' => -1, _ => 0 };
            length++;
        }

        if (length == 0 || depth != 0)
        {
            throw Unreadable(_rest);
        }

        var name = _rest[..length].ToString();
        _rest = _rest[length..];
        return name;
    }

    private bool Take(string token)
    {
        if (!_rest.StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        _rest = _rest[token.Length..];
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw Unreadable(_rest);
        }
    }

    private static FormatException Unreadable(ReadOnlySpan<char> text) => new($"'{text}' is no type.");
}
