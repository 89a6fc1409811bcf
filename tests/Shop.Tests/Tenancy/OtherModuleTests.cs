using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost;
using Roost.EntityFramework.Migrations;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory;
using Shop.Tenants.Contracts;
using Shop.Tests.Inventory;

namespace Shop.Tests.Tenancy;

public sealed class OtherModuleTests(PostgresServer server)
{
    [Fact]
    public async Task A_module_that_reads_anothers_table_fails_its_tests()
    {
        await using var inventory = await new ModuleHostBuilder<InventoryModule>(server)
            .Fake<ICatalog>(new OneProduct(Guid.CreateVersion7()))
            .Fake<ITenants>(new ListedShops())
            .WithServices(services => services.AddAuthorizationBuilder().AddPolicy(Policies.Staff, policy => policy.RequireRole(Roles.Staff)))
            .StartAsync();
        await using (var owner = await inventory.Database.OpenAsync(ClusterRole.Owner))
        await using (var neighbour = owner.CreateCommand())
        {
            // As it stands in production, where the application's role may read the tables of all modules.
            neighbour.CommandText = $"CREATE SCHEMA catalog; CREATE TABLE catalog.products (id uuid); {Grants.ForSchema("catalog", "roost_app")}";
            await neighbour.ExecuteNonQueryAsync();
        }

        var own = await ReadAsync(inventory, "inventory.stocks");
        var refused = await Should.ThrowAsync<PostgresException>(() => ReadAsync(inventory, "catalog.products"));

        own.ShouldBe([0]);
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        refused.MessageText.ShouldContain("permission denied");
    }

    private static Task<IReadOnlyList<int>> ReadAsync(ModuleHost host, string table) => host.RunAsync(
        TenantId.New(), services => services.GetRequiredService<Sql<InventoryModule>>().QueryAsync<int>($"SELECT count(*)::int FROM {table}"));
}
