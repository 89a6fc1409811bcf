using System.Text.Json.Serialization;

namespace Roost.Messaging.Sagas.Driving;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SagaProgress))]
internal sealed partial class SagaJson : JsonSerializerContext;
