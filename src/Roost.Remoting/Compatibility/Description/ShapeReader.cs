using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Roost.Hosting.Commands;

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
        var info = Info(type, json);
        foreach (var property in info.Properties.Where(property => !property.IsExtensionData))
        {
            if (ReadField(property, info, json) is { } field)
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

    private Field? ReadField(JsonPropertyInfo property, JsonTypeInfo declaring, JsonSerializerOptions json)
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
            ? ReadConverted(property, converter, json)
            : Read(property.PropertyType, member is null ? null : _nullability.Create(member), json);
        // Of what nobody reads, only what is written can be null.
        var isNullable = isRead ? property.IsSetNullable : property.IsGetNullable;
        // A converter of its own writes numbers as it likes, whatever an attribute says.
        var numbers = property.CustomConverter is null ? NumberAttributes.Of(property, declaring, Info(property.PropertyType, json), json) : JsonNumberHandling.Strict;
        return new(isNullable && !property.PropertyType.IsValueType ? shape with { IsNullable = true } : shape)
        {
            IsOptional = isRead && !isNeeded,
            IsComputed = !isRead,
            IsUnwritten = !isWritten,
            IsSometimesLeftOut = isWritten
                && member?.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault,
            IsQuoted = numbers.HasFlag(JsonNumberHandling.WriteAsString),
            IsUnquoting = numbers.HasFlag(JsonNumberHandling.AllowReadingFromString),
            IsInfinite = numbers.HasFlag(JsonNumberHandling.AllowNamedFloatingPointLiterals),
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
            _ when type.IsEnum => ReadEnum(type, json),
            // Between hosts it is its value, and what fails is told in another way.
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Result<>) => ReadElement(type.GenericTypeArguments[0], Nested(nullability, 0), json),
            _ => new NamedShape(TypeNames.Of(type)),
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
                    cases.DerivedTypes.ToDictionary(NameOf, derived => ReadObject(Info(derived.DerivedType, json), json).Name),
                    StringComparer.Ordinal),
            };
        }

        return new(name);
    }

    /// <summary>What tells a case apart; several may be told apart by nothing, and 1 is something else than "1".</summary>
    private static string NameOf(JsonDerivedType derived) => derived.TypeDiscriminator switch
    {
        string text => text,
        { } number => $"number {number}",
        null => $"({TypeNames.Of(derived.DerivedType)})",
    };

    // As a number, an enum is any of its type.
    private NamedShape ReadEnum(Type type, JsonSerializerOptions json) =>
        EnumTexts.Of(type, json) is { } texts ? Described(TypeNames.Of(type), texts) : new(ScalarTypes.Names[Enum.GetUnderlyingType(type)]);

    /// <summary>What a property's own converter does is known of those that the serialiser has for enums.</summary>
    private NamedShape ReadConverted(JsonPropertyInfo property, JsonConverter converter, JsonSerializerOptions json)
    {
        var (type, asked) = (property.PropertyType, PropertyConverters.Of(property, converter));
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        var isWrapped = PropertyConverters.IsWrapped(converter, asked, type);
        var name = TypeNames.Converted(isWrapped ? underlying : type, asked);
        if (!underlying.IsEnum || !PropertyConverters.IsKnown(asked))
        {
            return new(name) { IsNullable = isWrapped };
        }

        var its = new JsonSerializerOptions(json);
        its.Converters.Insert(0, converter);
        return (EnumTexts.Of(type, its) is { } texts ? Described(name, texts) : new(name)) with { IsNullable = isWrapped };
    }

    private NamedShape Described(string name, IReadOnlyList<string> texts)
    {
        if (types.TryGetValue(name, out var known) && !known.Values!.SequenceEqual(texts))
        {
            // Attributes that make converters can give one type several names for its values.
            throw new HostCommandException(
                $"{TypeNames.Short(name)} writes {string.Join(", ", known.Values!)} in one place and {string.Join(", ", texts)} in another, and is known by the type of its converter alone. "
                + "Derive one of your own for each from JsonStringEnumConverter<TEnum>, and name it where it is used.");
        }

        types[name] = new() { Values = texts };
        return new(name);
    }
}
