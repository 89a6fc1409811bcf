using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Roost.EntityFramework.Conventions;

/// <summary>Makes the version of versioned entities a concurrency token, and counts it up with each write.</summary>
internal static class Versions
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IVersioned))))
        {
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    public static void CountUp(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries<IVersioned>())
        {
            var version = entry.Property(nameof(IVersioned.Version));
            if (entry.State == EntityState.Added)
            {
                version.CurrentValue = 1L;
            }
            else if (entry.State == EntityState.Modified)
            {
                version.CurrentValue = (long)version.OriginalValue! + 1;
            }
        }
    }
}
