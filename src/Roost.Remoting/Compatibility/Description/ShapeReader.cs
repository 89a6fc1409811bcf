using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>Asks the serialiser what types are as JSON: so the description says what it does, attributes and converters included.</summary>
internal sealed class ShapeReader(SortedDictionary<string, TypeDescription> types)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>A type for itself, such as that of a job.</summary>
    public Shape Read(Type type, JsonSerializerOptions json) => Read(type, null, json);

    /// <summary>What a method answers. The serialiser lets null pass there; what the method says decides.</summary>
    public Shape ReadAnswer(Type type, NullabilityInfo nullability, JsonSerializerOptions json) =>
        Read(type, nullability, json) is var shape && nullability.ReadState == NullabilityState.Nullable ? shape with { IsNullable = true } : shape;

    /// <summary>The nullability of what the task of a contract's method yields.</summary>
    public NullabilityInfo Nullability(MethodInfo method) => _nullability.Create(method.ReturnParameter).GenericTypeArguments[0];

    /// <summary>The fields of an object.</summary>
    public SortedDictionary<string, Field> ReadFields(Type type, JsonSerializerOptions json)
    {
        var fields = new SortedDictionary<string, Field>(StringComparer.Ordinal);
        foreach (var property in Info(type, json).Properties.Where(property => !property.IsExtensionData))
        {
            if (ReadField(property, json) is { } field)
            {
                fields.Add(property.Name, field);
            }
        }

        return fields;
    }

    private static JsonTypeInfo Info(Type type, JsonSerializerOptions json)
    {
        // Until somebody has used them, options know no types.
        json.MakeReadOnly(populateMissingResolver: true);
        return json.GetTypeInfo(type);
    }

    private Field? ReadField(JsonPropertyInfo property, JsonSerializerOptions json)
    {
        var (isWritten, isRead) = (property.Get is not null, property.Set is not null || property.AssociatedParameter is not null);
        if (!isWritten && !isRead)
        {
            return null;
        }

        var isNeeded = property.IsRequired
            || (json.RespectRequiredConstructorParameters && property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false });
        var member = property.AttributeProvider as PropertyInfo;
        var shape = property.CustomConverter is { } converter
            ? new NamedShape($"{TypeNames.Of(property.PropertyType)}!{TypeNames.Of(converter.GetType())}")
            : Read(property.PropertyType, member is null ? null : _nullability.Create(member), json);
        // Of what nobody reads, only what is written can be null.
        var isNullable = isRead ? property.IsSetNullable : property.IsGetNullable;
        return new(isNullable && !property.PropertyType.IsValueType ? shape with { IsNullable = true } : shape)
        {
            IsOptional = isRead && !isNeeded,
            IsComputed = !isRead,
            IsUnwritten = !isWritten,
            IsSometimesLeftOut = isWritten
                && member?.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault,
        };
    }

    private Shape Read(Type type, NullabilityInfo? nullability, JsonSerializerOptions json)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Read(underlying, null, json) with { IsNullable = true };
        }

        if (ScalarTypes.Names.TryGetValue(type, out var scalar))
        {
            return new NamedShape(scalar);
        }

        var info = Info(type, json);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new ListShape(ReadElement(info.ElementType!, Nested(nullability, 0), json)),
            JsonTypeInfoKind.Dictionary => new MapShape(Read(info.KeyType!, null, json).ToString(), ReadElement(info.ElementType!, Nested(nullability, 1), json)),
            JsonTypeInfoKind.Object => ReadObject(info, json),
            _ => type.IsEnum ? ReadEnum(type, json) : new NamedShape(TypeNames.Of(type)),
        };
    }

    /// <summary>An element: the serialiser does not know whether it may be null, and the code does.</summary>
    private Shape ReadElement(Type type, NullabilityInfo? nullability, JsonSerializerOptions json) =>
        Read(type, nullability, json) is var shape && nullability?.ReadState == NullabilityState.Nullable ? shape with { IsNullable = true } : shape;

    private static NullabilityInfo? Nested(NullabilityInfo? nullability, int argument) =>
        nullability?.ElementType ?? (nullability?.GenericTypeArguments is { } arguments && arguments.Length > argument ? arguments[argument] : null);

    private NamedShape ReadObject(JsonTypeInfo info, JsonSerializerOptions json)
    {
        var name = TypeNames.Of(info.Type);
        // Entered before its fields are looked at: a type may hold itself.
        if (types.TryAdd(name, new()))
        {
            var cases = info.PolymorphismOptions;
            types[name] = new()
            {
                Fields = ReadFields(info.Type, json),
                IsStrict = (info.UnmappedMemberHandling ?? json.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow,
                IsAbstract = info.Type.IsAbstract,
                Discriminator = cases?.TypeDiscriminatorPropertyName,
                Cases = cases is null ? null : new(
                    cases.DerivedTypes.ToDictionary(derived => derived.TypeDiscriminator?.ToString() ?? "", derived => ReadObject(Info(derived.DerivedType, json), json).Name),
                    StringComparer.Ordinal),
            };
        }

        return new(name);
    }

    private NamedShape ReadEnum(Type type, JsonSerializerOptions json)
    {
        var values = Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, json)).ToList();
        if (values.Exists(value => value.ValueKind != JsonValueKind.String))
        {
            // As a number, it is any of its type.
            return new(ScalarTypes.Names[Enum.GetUnderlyingType(type)]);
        }

        var name = TypeNames.Of(type);
        types[name] = new() { Values = [.. values.Select(value => value.GetString()!).Distinct().Order(StringComparer.Ordinal)] };
        return new(name);
    }
}
