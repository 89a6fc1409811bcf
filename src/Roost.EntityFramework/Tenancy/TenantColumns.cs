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

        var replaced = entities.ToDictionary(entity => entity, WidenPrimaryKey);
        foreach (var entity in entities)
        {
            WidenForeignKeys(entity, replaced);
            WidenUniqueIndexes(entity);
        }

        foreach (var (entity, keys) in replaced)
        {
            if (keys.Old != keys.New)
            {
                entity.RemoveKey(keys.Old);
            }
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

    private static (IMutableKey Old, IMutableKey New) WidenPrimaryKey(IMutableEntityType entity)
    {
        var old = entity.FindPrimaryKey() ?? throw new InvalidOperationException($"{entity.DisplayName()} has no primary key. Declare one with HasKey.");
        if (old.Properties[0].Name == Property)
        {
            return (old, old);
        }

        return (old, entity.SetPrimaryKey([entity.FindProperty(Property)!, .. old.Properties])!);
    }

    private static void WidenForeignKeys(IMutableEntityType entity, Dictionary<IMutableEntityType, (IMutableKey Old, IMutableKey New)> keys)
    {
        foreach (var foreign in entity.GetForeignKeys().Where(foreign => foreign.Properties[0].Name != Property).ToList())
        {
            if (keys.TryGetValue(foreign.PrincipalEntityType, out var principal) && foreign.PrincipalKey == principal.Old)
            {
                var narrow = foreign.Properties;
                foreign.SetProperties([entity.FindProperty(Property)!, .. narrow], principal.New);
                // EF takes its own index on the key along; one that it leaves serves nothing any more.
                if (entity.FindIndex(narrow) is { IsUnique: false } index)
                {
                    entity.RemoveIndex(index);
                }
            }
        }
    }

    private static void WidenUniqueIndexes(IMutableEntityType entity)
    {
        foreach (var index in entity.GetIndexes().Where(index => index.Properties[0].Name != Property).ToList())
        {
            var widened = entity.AddIndex([entity.FindProperty(Property)!, .. index.Properties]);
            widened.IsUnique = index.IsUnique;
            widened.IsDescending = index.IsDescending is { } descending ? [false, .. descending] : null;
            widened.SetFilter(index.GetFilter());
            entity.RemoveIndex(index);
        }
    }
}
