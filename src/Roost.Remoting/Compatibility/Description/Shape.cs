namespace Roost.Remoting.Compatibility.Description;

/// <summary>What stands in one place of a message, as the file says it: <c>string?</c>, <c>Shop.Money[]</c>, <c>{guid: int}</c>.</summary>
internal abstract record Shape
{
    /// <summary>Whether null may stand there.</summary>
    public bool IsNullable { get; init; }

    public sealed override string ToString() => this switch
    {
        NamedShape named => named.Name,
        ListShape list => $"{list.Element}[]",
        MapShape map => $"{{{map.Key}: {map.Value}}}",
        _ => throw new InvalidOperationException($"{GetType().Name} has no text."),
    } + (IsNullable ? "?" : "");
}

/// <summary>A value of a type that is named: one of <see cref="ScalarTypes"/>, one that the description describes, or one of which nothing but its name is known.</summary>
internal sealed record NamedShape(string Name) : Shape;

/// <summary>An array.</summary>
internal sealed record ListShape(Shape Element) : Shape;

/// <summary>An object whose fields are keys.</summary>
internal sealed record MapShape(string Key, Shape Value) : Shape;
