using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Roost.Edge.Paging;

/// <summary>
/// Where a list goes on: behind the row with this id. Ids are UUIDv7, so their order is that of creation. As a query parameter it is
/// opaque, and what does not parse is refused with 400. It carries no rights: rows of other tenants stay invisible whatever it says.
/// </summary>
public readonly record struct Cursor(Guid After) : IParsable<Cursor>
{
    /// <summary>How many items a list gives if the client does not say.</summary>
    public const int DefaultLimit = 20;

    /// <summary>How many items a list gives at most.</summary>
    public const int MaxLimit = 100;

    /// <summary>The cursor behind a row.</summary>
    public static string Encode(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <inheritdoc/>
    public static Cursor Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("This is no cursor.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Cursor result)
    {
        result = default;
        Span<byte> bytes = stackalloc byte[18];
        if (s is not { Length: 22 } || !Base64Url.IsValid(s) || !Base64Url.TryDecodeFromChars(s, bytes, out var written) || written != 16)
        {
            return false;
        }

        result = new Cursor(new Guid(bytes[..16], bigEndian: true));
        return true;
    }
}
