using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework;
using Roost.EntityFramework.Contexts;

namespace Roost.Modules;

/// <summary>What a module says of its tables.</summary>
public static class DatabaseDeclarations
{
    /// <summary>Declares the module's tables. They live in a schema named after the module.</summary>
    public static ModuleDeclaration Database<TContext>(this ModuleDeclaration module)
        where TContext : ModuleDbContext
    {
        ArgumentNullException.ThrowIfNull(module);
        var schema = module.Name.Replace('-', '_');
        var migrations = typeof(TContext).Assembly.GetCustomAttribute<GeneratedModelAttribute>()?.Migrations ?? [];
        return module
            .Add(new DatabaseFact(typeof(TContext), schema, migrations.Count > 0 ? migrations[^1] : null))
            // EF Core registers each context's options once more without their type, for tools that look for all contexts.
            .Add(new Contribution(typeof(DbContextOptions)))
            .Services(services =>
            {
                services.AddPooledDbContextFactory<TContext>(options => ContextOptions.Configure(options, schema));
                services.AddScoped(AttachedContexts.Create<TContext>);
            });
    }
}
