using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Messaging.Declaration;

/// <summary>How jobs are written. A field that a newer host wrote and an older one does not know is left out; one that is missing is a fault, so what is null is written as well.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
