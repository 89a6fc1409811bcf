namespace Roost.Remoting.Compatibility.Description;

/// <summary>A field of an object, or a parameter of a method. In the file it is its shape behind words for what is out of the ordinary: <c>optional string?</c>.</summary>
internal sealed record Field(Shape Shape)
{
    private const string Optional = "optional";
    private const string Computed = "computed";
    private const string Unwritten = "unwritten";
    private const string Sometimes = "sometimes";
    private const string Quoted = "quoted";
    private const string Unquoting = "unquoting";
    private const string Infinite = "infinite";

    /// <summary>Whether whoever reads can do without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is written, and nobody reads it.</summary>
    public bool IsComputed { get; init; }

    /// <summary>Whether it is read where it comes, and never written.</summary>
    public bool IsUnwritten { get; init; }

    /// <summary>Whether it is left out when it is null.</summary>
    public bool IsSometimesLeftOut { get; init; }

    /// <summary>Whether its numbers are written as texts.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Whether its numbers are read where they come as texts, too.</summary>
    public bool IsUnquoting { get; init; }

    /// <summary>Whether its numbers may be NaN and the infinities, which are texts.</summary>
    public bool IsInfinite { get; init; }

    /// <exception cref="FormatException">It is no field.</exception>
    public static Field Parse(string text)
    {
        var words = text.AsSpan();
        bool Take(string word, ref ReadOnlySpan<char> rest)
        {
            if (!rest.StartsWith($"{word} ", StringComparison.Ordinal))
            {
                return false;
            }

            rest = rest[(word.Length + 1)..];
            return true;
        }

        var (optional, computed) = (Take(Optional, ref words), Take(Computed, ref words));
        var (unwritten, sometimes) = (Take(Unwritten, ref words), Take(Sometimes, ref words));
        var (quoted, unquoting, infinite) = (Take(Quoted, ref words), Take(Unquoting, ref words), Take(Infinite, ref words));
        return new(ShapeText.Parse(words))
        {
            IsOptional = optional,
            IsComputed = computed,
            IsUnwritten = unwritten,
            IsSometimesLeftOut = sometimes,
            IsQuoted = quoted,
            IsUnquoting = unquoting,
            IsInfinite = infinite,
        };
    }

    public override string ToString()
    {
        string[] words =
        [
            IsOptional ? Optional : "", IsComputed ? Computed : "", IsUnwritten ? Unwritten : "", IsSometimesLeftOut ? Sometimes : "",
            IsQuoted ? Quoted : "", IsUnquoting ? Unquoting : "", IsInfinite ? Infinite : "", Shape.ToString(),
        ];
        return string.Join(' ', words.Where(word => word.Length > 0));
    }
}
