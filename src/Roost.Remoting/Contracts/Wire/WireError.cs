using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Roost.Remoting.Contracts.Wire;

/// <summary>An error as a problem document (RFC 9457), from which it can be made again as it was.</summary>
internal sealed record WireError(
    [property: JsonPropertyName("title")] string Kind,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("errors")] IReadOnlyDictionary<string, string[]>? Errors)
{
    public const string ContentType = "application/problem+json";

    public static WireError Of(Error error, int status) => new(error.Kind.ToString(), status, error.Code, error.Message, error.Fields.Count > 0 ? error.Fields : null);

    /// <summary>The error. A kind that a newer host knows and this one does not is something unexpected.</summary>
    public Error ToError() => new(Enum.TryParse<ErrorKind>(Kind, out var kind) ? kind : ErrorKind.Unavailable, Code, Detail)
    {
        Fields = Errors?.ToFrozenDictionary() ?? FrozenDictionary<string, string[]>.Empty,
    };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireContext))]
internal sealed partial class WireJson : JsonSerializerContext;
