using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Startup;
using Roost.Topology;

namespace Roost.EntityFramework.Contexts;

/// <summary>
/// Looks for one row by its key in each active module's context, so that no request has to wait while EF Core builds its model, translates
/// its first query and opens its first connection. It looks without a tenant and for a key that nothing has, so it finds nothing.
/// </summary>
internal sealed class ContextWarmUp(HostShape shape, IOperations operations) : IWarmUp
{
    private static readonly CallContext Context = new(Tenant: null, Principal.System, "warm-up");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in shape.Modules.SelectMany(module => module.Facts<DatabaseFact>()))
        {
            await operations.RunAsync(Context, (services, stop) => LookAsync((ModuleDbContext)services.GetRequiredService(fact.Context), stop), cancellationToken);
        }
    }

    private static async Task<object?> LookAsync(ModuleDbContext context, CancellationToken cancellationToken)
    {
        var entity = context.Model.GetEntityTypes().FirstOrDefault(entity => entity.FindPrimaryKey() is not null);
        return entity is null ? null : await context.FindAsync(entity.ClrType, KeyOfNothing(entity), cancellationToken);
    }

    private static object[] KeyOfNothing(IEntityType entity) =>
        [.. entity.FindPrimaryKey()!.Properties.Select(property => property.ClrType.IsValueType ? Activator.CreateInstance(property.ClrType)! : "")];
}
