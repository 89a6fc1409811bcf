using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.EntityFramework.Tenancy;

/// <summary>Exceptions from the rule that every row belongs to a tenant.</summary>
public static class TenantFreeExtensions
{
    internal const string Annotation = "Roost:TenantFree";

    /// <summary>
    /// Declares that an entity's rows belong to no tenant, so that every tenant sees them all. The reason becomes the table's comment,
    /// where the test of the catalogue finds it.
    /// </summary>
    public static EntityTypeBuilder<TEntity> IsTenantFree<TEntity>(this EntityTypeBuilder<TEntity> entity, string reason)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        entity.HasAnnotation(Annotation, reason);
        return entity.ToTable(table => table.HasComment($"{Comment}{reason}"));
    }

    internal const string Comment = "tenant-free: ";

    internal static bool IsTenantFree(this IReadOnlyEntityType entity) => entity.FindAnnotation(Annotation) is not null;
}
