using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.EntityFramework.AppendOnly;

/// <summary>Tables whose rows are there for good: books, histories, evidence.</summary>
public static class AppendOnlyExtensions
{
    internal const string Comment = "append-only: ";

    /// <summary>
    /// Declares that an entity's rows are added and read, and never changed or deleted. The database sees to it: the application's role gets no right to,
    /// and a trigger refuses everybody else, the table's owner too. Declare it before the migration that makes the table.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why; it becomes the table's comment, by which grants and tests know the table.</param>
    public static EntityTypeBuilder<TEntity> IsAppendOnly<TEntity>(this EntityTypeBuilder<TEntity> entity, string reason)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return entity.ToTable(table => table.HasComment($"{Comment}{reason}"));
    }
}
