using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Startup;
using Roost.Topology;

namespace Roost.EntityFramework.Contexts;

/// <summary>
/// Builds the model of each active module's context, and looks for one row in the first, so that no request has to wait while EF Core builds
/// models and learns to translate queries, and the pool opens its first connection. It looks without a tenant and for a key that nothing
/// has, so it finds nothing.
/// </summary>
internal sealed class ContextWarmUp(HostShape shape, IOperations operations) : IWarmUp
{
    private static readonly CallContext Context = new(Tenant: null, Principal.System, "warm-up");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var contexts = shape.Modules.SelectMany(module => module.Facts<DatabaseFact>()).Select(fact => fact.Context).ToList();
        for (var i = 0; i < contexts.Count && !cancellationToken.IsCancellationRequested; i++)
        {
            var (context, isFirst) = (contexts[i], i == 0);
            await operations.RunAsync(Context, (services, stop) => WarmAsync((ModuleDbContext)services.GetRequiredService(context), isFirst, stop), cancellationToken);
        }
    }

    private static async Task<bool> WarmAsync(ModuleDbContext context, bool look, CancellationToken cancellationToken) =>
        context.Model.GetEntityTypes().FirstOrDefault(entity => entity.FindPrimaryKey() is not null) is { } entity
        && look
        && await context.FindAsync(entity.ClrType, KeyOfNothing(entity), cancellationToken) is not null;

    private static object[] KeyOfNothing(IEntityType entity) =>
        [.. entity.FindPrimaryKey()!.Properties.Select(property => property.ClrType.IsValueType ? Activator.CreateInstance(property.ClrType)! : "")];
}
