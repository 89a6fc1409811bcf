using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.EntityFramework;
using Roost.Model;
using Roost.Operations;
using Roost.Postgres.Connections;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Catalog;

namespace Shop.Tests.Tenancy;

/// <summary>The whole Shop on one database connection, so that whatever is left behind on it is met by the next operation.</summary>
public sealed class OneConnectionShop(PostgresServer server) : RunningShop(server)
{
    protected override void Adjust(TestApplicationBuilder<Program> builder) => builder.With("Roost:Postgres:PoolSize", "1");

    internal Task<T> RunAsync<T>(TenantId? tenant, Func<IServiceProvider, Task<T>> work) =>
        Application.RunAsync(new CallContext(tenant, Principal.System, "test"), work);

    internal Task<T> SqlAsync<T>(TenantId? tenant, Func<Sql<CatalogModule>, Task<T>> work) =>
        RunAsync(tenant, services => work(services.GetRequiredService<Sql<CatalogModule>>()));

    /// <summary>Whether the application may read and add rows of a table, and nothing else.</summary>
    internal async Task<bool> IsAppendOnlyAsync(string table) =>
        (await LookAsync<bool>("SELECT coalesce(obj_description(@table::regclass, 'pg_class'), '') LIKE 'append-only: _%'", new { table })).Single();

    /// <summary>The server's process behind the connection that an operation gets.</summary>
    internal async Task<int> ProcessOfAsync(TenantId? tenant) =>
        (await SqlAsync(tenant, sql => sql.QueryAsync<int>("SELECT pg_backend_pid()"))).ShouldHaveSingleItem();

    /// <summary>Makes the next operation open a connection.</summary>
    internal void Disconnect() => Application.Services.GetRequiredService<DataSources>().App.Clear();

    /// <summary>Does the same for each kind of row that belongs to a tenant, in one operation of its own each.</summary>
    internal Task<IReadOnlyDictionary<string, T>> ForEachEntityAsync<T>(TenantId? tenant, Func<DbContext, Type, Task<T>> work) =>
        ForEachEntityAsync(tenant, work, static (_, operation) => operation());

    /// <param name="tenant">Who does it.</param>
    /// <param name="work">What is done, within the operation.</param>
    /// <param name="around">Is given a table's name and the whole operation, up to its commit, and says how it went.</param>
    internal async Task<IReadOnlyDictionary<string, T>> ForEachEntityAsync<T>(TenantId? tenant, Func<DbContext, Type, Task<T>> work, Func<string, Func<Task<T>>, Task<T>> around)
    {
        Dictionary<string, T> results = [];
        foreach (var (_, fact) in Application.Services.GetRequiredService<ApplicationModel>().Facts<DatabaseFact>())
        {
            foreach (var (table, type) in await RunAsync(tenant, services => Task.FromResult(EntitiesOf((DbContext)services.GetRequiredService(fact.Context)))))
            {
                results[table] = await around(table, () => RunAsync(tenant, services => work((DbContext)services.GetRequiredService(fact.Context), type)));
            }
        }

        return results;
    }

    private static List<(string Table, Type Type)> EntitiesOf(DbContext db) =>
        [.. db.Model.GetEntityTypes().Where(type => type.FindProperty("TenantId") is not null).Select(type => (type.GetSchemaQualifiedTableName()!, type.ClrType))];
}
