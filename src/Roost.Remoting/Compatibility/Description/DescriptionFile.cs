using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>A description as a file, that people review: the same application gives the same text.</summary>
internal static class DescriptionFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        // It is a file of its own, and no part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new TextConverter<Shape>(text => ShapeText.Parse(text)),
            new TextConverter<Field>(Field.Parse),
        },
    };

    public static string Write(ApplicationDescription description) => $"{JsonSerializer.Serialize(description, Json)}\n";

    /// <exception cref="JsonException">It is none; the message says where.</exception>
    public static ApplicationDescription Read(string text)
    {
        var description = JsonSerializer.Deserialize<ApplicationDescription>(text, Json) ?? throw new JsonException("It says null.");
        return description.Format == ApplicationDescription.CurrentFormat
            ? description
            : throw new JsonException($"It has the format {description.Format}, and this version of Roost reads {ApplicationDescription.CurrentFormat}.");
    }

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException());
            }
            catch (FormatException exception)
            {
                // The serialiser adds where it stands.
                throw new JsonException(exception.Message, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
