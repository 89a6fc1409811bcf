using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Payments.Provider.Sandbox;

/// <summary>How the provider's messages are read: strictly in what we need, patiently with what it may add.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ChargeBody))]
[JsonSerializable(typeof(CaptureBody))]
[JsonSerializable(typeof(VoidBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(ChargeAnswer))]
[JsonSerializable(typeof(ChargeListAnswer))]
[JsonSerializable(typeof(RefundAnswer))]
[JsonSerializable(typeof(StatementAnswer))]
[JsonSerializable(typeof(RefusalAnswer))]
internal sealed partial class SandboxJson : JsonSerializerContext;
