namespace Roost.Remoting.Compatibility.Description;

/// <summary>What a type is as JSON: an object with fields, or one of several texts.</summary>
internal sealed record TypeDescription
{
    /// <summary>An object's fields; <see langword="null"/> for an enum.</summary>
    public SortedDictionary<string, Field>? Fields { get; init; }

    /// <summary>The texts of an enum, in order of the alphabet.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether fields are refused that it does not know.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether an object of none of the cases is written and read.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The field that says which of the cases an object is.</summary>
    public string? Discriminator { get; init; }

    /// <summary>What an object may be, by what stands in that field.</summary>
    public SortedDictionary<string, string>? Cases { get; init; }
}
