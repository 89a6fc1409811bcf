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
    /// <exception cref="OtherFormatException">It is one of another version of Roost.</exception>
    public static ApplicationDescription Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        // First: what another format has besides is unknown here, and would be told as a fault of the file.
        RefuseOtherFormat(json.RootElement);
        RefuseNull(json.RootElement, "$");
        return json.Deserialize<ApplicationDescription>(Json)!;
    }

    private static void RefuseOtherFormat(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Number
            && format.TryGetInt32(out var number) && number != ApplicationDescription.CurrentFormat)
        {
            throw new OtherFormatException(number);
        }
    }

    /// <summary>The serialiser lets null pass as the value of a key and as an element of a list.</summary>
    private static void RefuseNull(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                throw new JsonException($"It says null at {path}, and nothing in it is.");
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    RefuseNull(property.Value, $"{path}.{property.Name}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    RefuseNull(item, $"{path}[{index}]");
                }

                break;
        }
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
