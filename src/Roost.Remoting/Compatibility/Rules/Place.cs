namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Where something stands that travels.</summary>
/// <param name="Name">What people call it, such as <c>OrderLine.quantity</c>.</param>
/// <param name="Sort">What it is: what to do instead depends on that.</param>
internal readonly record struct Place(string Name, PlaceSort Sort)
{
    /// <summary>Inside of it, such as the elements of a list.</summary>
    public Place Inside(string suffix) => this with { Name = Name + suffix };
}

/// <summary>Sorts of places.</summary>
internal enum PlaceSort
{
    /// <summary>A field of a type, or a type.</summary>
    Field,

    /// <summary>A parameter of a method.</summary>
    Parameter,

    /// <summary>What a method answers.</summary>
    Result,

    /// <summary>A message as a whole.</summary>
    Message,
}
