using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Roost.EntityFramework.Tenancy;

/// <summary>
/// Gives every table its tenant column, and puts it in front of every key. PostgreSQL checks unique and foreign keys regardless of
/// row-level security, so a key without the tenant would tell one tenant what another has.
/// </summary>
internal static class TenantColumns
{
    public const string Property = "TenantId";
    public const string Column = "tenant_id";

    public static void Apply(IMutableModel model)
    {
        var entities = model.GetEntityTypes().Where(entity => entity.BaseType is null && entity.GetTableName() is not null && !entity.IsTenantFree()).ToList();
        foreach (var entity in entities)
        {
            if (entity.IsOwned())
            {
                throw new InvalidOperationException(
                    $"{entity.DisplayName()} is an owned entity. Use ComplexProperty for values in the owner's table, and an entity of its own for rows of another table.");
            }

            AddColumn(entity);
        }

        var replaced = entities.SelectMany(WidenKeys).ToDictionary();
        foreach (var entity in entities)
        {
            WidenForeignKeys(entity, replaced);
            TenantIndexes.Widen(entity);
        }

        foreach (var key in replaced.Keys)
        {
            key.DeclaringEntityType.RemoveKey(key);
        }
    }

    private static void AddColumn(IMutableEntityType entity)
    {
        var property = entity.FindProperty(Property) ?? entity.AddProperty(Property, typeof(Guid));
        property.IsNullable = false;
        property.ValueGenerated = ValueGenerated.OnAdd;
        property.SetColumnName(Column);
        property.SetValueGeneratorFactory(static (_, _) => new TenantIdGenerator());
        // Rows written by raw SQL get their tenant here; a row without one is refused.
        property.SetDefaultValueSql("NULLIF(current_setting('app.tenant', true), '')::uuid");
    }

    /// <summary>The primary key and the alternate ones: those that were, and what stands in their place.</summary>
    private static IEnumerable<KeyValuePair<IMutableKey, IMutableKey>> WidenKeys(IMutableEntityType entity)
    {
        var primary = entity.FindPrimaryKey() ?? throw new InvalidOperationException($"{entity.DisplayName()} has no primary key. Declare one with HasKey.");
        var tenant = entity.FindProperty(Property)!;
        foreach (var old in entity.GetKeys().Where(key => key.Properties[0].Name != Property).ToList())
        {
            IReadOnlyList<IMutableProperty> properties = [tenant, .. old.Properties];
            var widened = old == primary ? entity.SetPrimaryKey(properties)! : entity.AddKey(properties)!;
            foreach (var annotation in old.GetAnnotations())
            {
                widened[annotation.Name] = annotation.Value;
            }

            yield return new(old, widened);
        }
    }

    private static void WidenForeignKeys(IMutableEntityType entity, Dictionary<IMutableKey, IMutableKey> keys)
    {
        foreach (var foreign in entity.GetForeignKeys().Where(foreign => foreign.Properties[0].Name != Property).ToList())
        {
            if (keys.TryGetValue(foreign.PrincipalKey, out var principal))
            {
                var narrow = foreign.Properties;
                foreign.SetProperties([entity.FindProperty(Property)!, .. narrow], principal);
                // EF takes its own index on the key along; one that it leaves serves nothing any more.
                if (entity.FindIndex(narrow) is { IsUnique: false } index)
                {
                    entity.RemoveIndex(index);
                }
            }
        }
    }
}
