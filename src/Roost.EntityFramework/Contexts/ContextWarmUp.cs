using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Startup;
using Roost.Topology;

namespace Roost.EntityFramework.Contexts;

/// <summary>
/// Builds the model of each active module's context, and then looks for one row, so that no request has to wait while EF Core builds models
/// and learns to translate queries, and the pool opens its first connection. It looks without a tenant and for a key that nothing has, so
/// it finds nothing.
/// </summary>
internal sealed class ContextWarmUp(HostShape shape, IOperations operations) : IWarmUp
{
    private static readonly CallContext Context = new(Tenant: null, Principal.System, "warm-up");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Type? asked = null;
        // Models need no database, and are built before the first wait: on this thread, whatever becomes of the look.
        foreach (var context in shape.Modules.SelectMany(module => module.Facts<DatabaseFact>()).Select(fact => fact.Context))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var canAsk = await operations.RunAsync(Context, (services, _) => Task.FromResult(FindPlain(Resolve(services, context)) is not null), cancellationToken);
            asked ??= canAsk ? context : null;
        }

        if (asked is not null)
        {
            await operations.RunAsync(Context, (services, stop) => LookAsync(Resolve(services, asked), stop), cancellationToken);
        }
    }

    private static ModuleDbContext Resolve(IServiceProvider services, Type context) => (ModuleDbContext)services.GetRequiredService(context);

    /// <summary>An entity with a key of which any value can be made up.</summary>
    private static IEntityType? FindPlain(ModuleDbContext context) => context.Model.GetEntityTypes().FirstOrDefault(entity =>
        !entity.HasSharedClrType && entity.FindPrimaryKey() is { } key && key.Properties.All(property => property.ClrType.IsValueType || property.ClrType == typeof(string)));

    private static async Task<bool> LookAsync(ModuleDbContext context, CancellationToken cancellationToken)
    {
        var entity = FindPlain(context)!;
        object[] key = [.. entity.FindPrimaryKey()!.Properties.Select(property => property.ClrType.IsValueType ? Activator.CreateInstance(property.ClrType)! : "")];
        return await context.FindAsync(entity.ClrType, key, cancellationToken) is not null;
    }
}
