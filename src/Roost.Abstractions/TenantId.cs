using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost;

/// <summary>Names a tenant. Never empty.</summary>
[JsonConverter(typeof(TenantIdJsonConverter))]
public readonly record struct TenantId
{
    /// <summary>Names the tenant <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public TenantId(Guid value) => Value = value != Guid.Empty
        ? value
        : throw new ArgumentException("A tenant's id is never empty.", nameof(value));

    /// <summary>The id, as the database's tenant columns hold it.</summary>
    public Guid Value { get; }

    /// <summary>A new tenant's id (UUIDv7, RFC 9562 section 5.7).</summary>
    public static TenantId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    private sealed class TenantIdJsonConverter : JsonConverter<TenantId>
    {
        public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetGuid(out var value) && value != Guid.Empty ? new(value) : throw new JsonException("A tenant's id is a UUID that is not empty.");

        public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
