using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;
using Roost.EntityFramework.Contexts;

namespace Roost.EntityFramework.Tenancy;

/// <summary>Puts the operation's tenant into new rows. Asked for each row, because a pooled context outlives the operation.</summary>
internal sealed class TenantIdGenerator : ValueGenerator<Guid>
{
    public override bool GeneratesTemporaryValues => false;

    public override Guid Next(EntityEntry entry) =>
        ((ModuleDbContext)entry.Context).UnitOfWork?.Tenant?.Value
        ?? throw new InvalidOperationException(
            $"{entry.Metadata.DisplayName()} belongs to a tenant, and this operation has none. Do the work for a tenant, or declare the entity IsTenantFree.");
}
