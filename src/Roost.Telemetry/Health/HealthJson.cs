using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Telemetry.Health;

/// <summary>The answer of <c>/livez</c> and, when ready, of <c>/readyz</c>.</summary>
internal sealed record HealthAnswer(string Status);

/// <summary>The answer of <c>/healthz</c> to those who may see details.</summary>
internal sealed record HealthDetails(string Status, string Host, IReadOnlyList<DependencyDetails> Dependencies);

/// <summary>One dependency in <see cref="HealthDetails"/>.</summary>
internal sealed record DependencyDetails(string Name, string Status, double Milliseconds, string? Cause);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(HealthDetails))]
[JsonSerializable(typeof(IReadOnlyList<ReadinessCause>))]
internal sealed partial class HealthJson : JsonSerializerContext;
