using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Internal;

namespace Roost.EntityFramework.Tenancy;

/// <summary>
/// Puts the tenant in front of indexes: of unique ones, because they would tell one tenant what another has; of others, because
/// every query asks for one tenant's rows.
/// </summary>
internal static class TenantIndexes
{
#pragma warning disable EF1001 // The names of the provider's annotations are in no public place.
    // What these say, they say column by column.
    private static readonly string[] ByColumn =
    [
        NpgsqlAnnotationNames.IndexOperators, NpgsqlAnnotationNames.IndexNullSortOrder, "Relational:Collation",
    ];

    private const string Method = NpgsqlAnnotationNames.IndexMethod;
#pragma warning restore EF1001

    public static void Widen(IMutableEntityType entity)
    {
        foreach (var index in entity.GetIndexes().Where(index => index.Properties[0].Name != TenantColumns.Property && IsOrdered(index)).ToList())
        {
            IReadOnlyList<IMutableProperty> properties = [entity.FindProperty(TenantColumns.Property)!, .. index.Properties];
            var widened = index.Name is { } name ? Rename(entity, index, properties, name) : entity.AddIndex(properties);
            widened.IsUnique = index.IsUnique;
            widened.IsDescending = Directions(index);
            foreach (var annotation in index.GetAnnotations())
            {
                widened[annotation.Name] = ByColumn.Contains(annotation.Name) && annotation.Value is Array values ? Prepend(values) : annotation.Value;
            }

            if (index.Name is null)
            {
                entity.RemoveIndex(index);
            }
        }
    }

    /// <summary>GIN, GiST, BRIN and the like hold no UUIDs beside their own values without an extension, and none of them can be unique.</summary>
    private static bool IsOrdered(IMutableIndex index) => index.FindAnnotation(Method)?.Value is null or "btree";

    // A model has one index of a name, so the old one goes first; what it said can still be read.
    private static IMutableIndex Rename(IMutableEntityType entity, IMutableIndex index, IReadOnlyList<IMutableProperty> properties, string name)
    {
        entity.RemoveIndex(index);
        return entity.AddIndex(properties, name);
    }

    // An empty list means that all columns descend.
    private static IReadOnlyList<bool>? Directions(IMutableIndex index) => index.IsDescending switch
    {
        null => null,
        { Count: 0 } => [false, .. index.Properties.Select(_ => true)],
        var columns => [false, .. columns],
    };

    private static Array Prepend(Array values)
    {
        var longer = Array.CreateInstance(values.GetType().GetElementType()!, values.Length + 1);
        Array.Copy(values, 0, longer, 1, values.Length);
        return longer;
    }
}
