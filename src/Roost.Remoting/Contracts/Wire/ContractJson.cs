using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Remoting.Contracts.Wire;

/// <summary>
/// How arguments and results are written between hosts, which is how jobs and events are written: a field that a newer host wrote and an older one does not know is left
/// out; one that is missing is a fault.
/// </summary>
internal static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new ResultJson() },
    };
}
