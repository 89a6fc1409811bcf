using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Roost.Edge.Texts;

/// <summary>
/// Looks at the texts of each object that is read from JSON. Not by a converter for texts, which would take the type of every text out of
/// the OpenAPI document. After all others that set options, so that types which they bring are looked at as well.
/// </summary>
internal sealed class JsonTexts : IPostConfigureOptions<JsonOptions>
{
    public void PostConfigure(string? name, JsonOptions options) =>
        options.SerializerOptions.TypeInfoResolver = options.SerializerOptions.TypeInfoResolver?.WithAddedModifier(static type =>
        {
            if (CheckOf(type) is { } check)
            {
                type.OnDeserialized += check;
            }
        });

    private static Action<object>? CheckOf(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => CheckOfMembers([.. type.Properties.Where(property => property.Get is not null && MayHold(property.PropertyType))]),
        JsonTypeInfoKind.Enumerable when MayHold(type.ElementType) => CheckElements,
        JsonTypeInfoKind.Dictionary when MayHold(type.KeyType) || MayHold(type.ElementType) => CheckEntries,
        _ => null,
    };

    private static Action<object>? CheckOfMembers(JsonPropertyInfo[] members) => members.Length == 0 ? null : value =>
    {
        foreach (var member in members)
        {
            if (!IsWhole(member.Get!(value)))
            {
                throw new BrokenTextException(member.Name);
            }
        }
    };

    private static void CheckElements(object list)
    {
        // One that comes in bit by bit is no list yet.
        if (list is IEnumerable elements && !elements.Cast<object?>().All(IsWhole))
        {
            throw new BrokenTextException(member: null);
        }
    }

    private static void CheckEntries(object entries)
    {
        if (entries is IDictionary dictionary)
        {
            CheckElements(dictionary.Keys);
            CheckElements(dictionary.Values);
        }
    }

    private static bool IsWhole(object? value) => value is string text ? WholeText.Is(text) : WholeText.IsIn(value);

    private static bool MayHold(Type? type) =>
        type == typeof(string) || type == typeof(object) || type == typeof(JsonElement) || type == typeof(JsonElement?) || typeof(JsonNode).IsAssignableFrom(type);
}
