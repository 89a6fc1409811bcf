namespace Roost.Generators.Validation;

/// <summary>Where the values with rules are inside a value.</summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>The type whose values are found there.</summary>
    public abstract string Leaf { get; }

    /// <summary>The value itself.</summary>
    internal sealed record Value(string Type) : Shape
    {
        public override string Leaf => Type;
    }

    /// <summary>Each element.</summary>
    /// <param name="Element">What is inside an element.</param>
    /// <param name="Cast">The interface to enumerate by, where the type itself may leave a choice.</param>
    /// <param name="MayBeDefault">Whether it is an immutable array, which throws when nobody set it.</param>
    /// <param name="RefusesNull">Whether the element's type says that there is no null among them; JSON may say otherwise.</param>
    internal sealed record List(Shape Element, string? Cast, bool MayBeDefault, bool RefusesNull) : Shape
    {
        public override string Leaf => Element.Leaf;
    }

    /// <summary>The value of each entry.</summary>
    /// <param name="Entry">What is inside an entry's value.</param>
    /// <param name="Pairs">The interface to enumerate by.</param>
    /// <param name="RefusesNull">Whether the value's type says that there is no null among them; JSON may say otherwise.</param>
    internal sealed record Dictionary(Shape Entry, string Pairs, bool RefusesNull) : Shape
    {
        public override string Leaf => Entry.Leaf;
    }
}
