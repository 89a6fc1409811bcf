namespace Roost.Edge.Paging;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is in this part.</param>
/// <param name="Next">The cursor for the next part; absent on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a page from one row more than was asked for, which tells whether there is another.</summary>
    public static Page<T> From<TRow>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> show, Func<TRow, Guid> id)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var more = rows.Count > limit;
        return new([.. rows.Take(limit).Select(show)], more ? Cursor.Encode(id(rows[limit - 1])) : null);
    }
}
