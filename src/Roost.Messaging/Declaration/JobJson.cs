using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Messaging.Declaration;

/// <summary>How jobs are written. A field that a newer host wrote and an older one does not know is left out; one that is missing is a fault.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
