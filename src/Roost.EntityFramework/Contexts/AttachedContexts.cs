using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Postgres.UnitsOfWork;

namespace Roost.EntityFramework.Contexts;

/// <summary>Rents a context from the pool and puts it on the scope's unit of work. There is no other way to get one, so none remembers a former tenant.</summary>
internal static class AttachedContexts
{
    public static TContext Create<TContext>(IServiceProvider services)
        where TContext : ModuleDbContext
    {
        var unit = services.GetRequiredService<UnitOfWork>();
        var context = services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
        context.UnitOfWork = unit;
        context.Database.SetDbConnection(unit.Connection);
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }
}
