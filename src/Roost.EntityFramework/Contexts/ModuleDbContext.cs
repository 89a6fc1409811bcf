using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Roost.EntityFramework.Conventions;
using Roost.EntityFramework.Tenancy;
using Roost.Postgres.UnitsOfWork;

namespace Roost.EntityFramework.Contexts;

/// <summary>
/// A module's tables. It works on the operation's unit of work: queries see the tenant's rows only, <c>SaveChangesAsync</c> writes
/// into the operation's transaction, and the operation's end commits.
/// </summary>
/// <remarks>
/// The tenant is nobody's business here: every table gets a <c>tenant_id</c> column, in every key, filled in and enforced by the
/// database, unless the entity is declared <see cref="TenantFreeExtensions.IsTenantFree"/>. Names become snake_case. Only the
/// asynchronous methods work.
/// </remarks>
public abstract class ModuleDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The unit of work that this context belongs to at present. Pooled contexts get a new one each time they are used.</summary>
    internal UnitOfWork? UnitOfWork { get; set; }

    /// <summary>Declares the module's entities.</summary>
    protected abstract void Configure(ModelBuilder model);

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(this.GetService<IDbContextOptions>().FindExtension<ModuleSchemaExtension>()?.Schema
            ?? throw new InvalidOperationException($"{GetType().Name} belongs to no module. Declare it with .Database<{GetType().Name}>()."));
        Configure(modelBuilder);
        TenantColumns.Apply(modelBuilder.Model);
        SnakeCaseNames.Apply(modelBuilder.Model);
        Versions.Apply(modelBuilder.Model);
    }
}
