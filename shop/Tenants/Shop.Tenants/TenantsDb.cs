using Microsoft.EntityFrameworkCore;
using Roost.EntityFramework.Contexts;
using Roost.EntityFramework.Tenancy;

namespace Shop.Tenants;

internal sealed class TenantsDb(DbContextOptions<TenantsDb> options) : ModuleDbContext(options)
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    protected override void Configure(ModelBuilder model) => model.Entity<Tenant>(tenant =>
    {
        tenant.IsTenantFree("the list of the tenants themselves, asked before a request's tenant is known");
        tenant.Property(t => t.Id).ValueGeneratedNever();
        tenant.Property(t => t.Slug).HasMaxLength(40);
        tenant.Property(t => t.Name).HasMaxLength(200);
        tenant.Property(t => t.Status).HasConversion(status => status.ToString().ToLowerInvariant(), text => Enum.Parse<TenantStatus>(text, ignoreCase: true)).HasMaxLength(16);
        tenant.Property(t => t.OwnerEmail).HasMaxLength(254);
        tenant.HasIndex(t => t.Slug).IsUnique();
    });
}
