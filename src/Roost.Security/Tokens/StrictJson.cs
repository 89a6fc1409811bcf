using System.Text.Json;
using System.Text.Unicode;

namespace Roost.Security.Tokens;

/// <summary>
/// JSON with one reading only: an object at the root, no member twice at any depth (RFC 7515, 4; RFC 7519, 4), valid UTF-8,
/// shallow, no comments, nothing behind it.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <exception cref="JsonException">It is something else.</exception>
    /// <exception cref="InvalidOperationException">A name holds half of a surrogate pair; reading such a value throws it too.</exception>
    public static JsonDocument Parse(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("Not UTF-8.");
        }

        JsonDocument document = JsonDocument.Parse(utf8, Options);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw new JsonException("Not an object.");
    }
}
