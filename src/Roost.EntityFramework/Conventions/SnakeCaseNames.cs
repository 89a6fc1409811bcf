using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Roost.EntityFramework.Conventions;

/// <summary>Names tables and columns as PostgreSQL's users expect them: <c>order_lines.unit_price</c>.</summary>
internal static class SnakeCaseNames
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(entity => entity.BaseType is null))
        {
            entity.SetTableName(entity.GetTableName() is { } table ? Of(table) : null);
            Apply(entity, "");
            foreach (var key in entity.GetKeys())
            {
                key.SetName(Of(key.GetName()!));
            }

            foreach (var foreign in entity.GetForeignKeys())
            {
                foreign.SetConstraintName(Of(foreign.GetConstraintName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Of(index.GetDatabaseName()!));
            }
        }
    }

    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString();
    }

    private static void Apply(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(prefix + Of(property.Name));
        }

        foreach (var complex in type.GetComplexProperties())
        {
            Apply(complex.ComplexType, prefix + Of(complex.Name) + "_");
        }
    }
}
