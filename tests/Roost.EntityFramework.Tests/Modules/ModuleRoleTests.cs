using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.Modules;

public sealed class ModuleRoleTests(PostgresServer server)
{
    [Fact]
    public async Task A_modules_role_has_the_rights_in_roosts_schema_that_the_application_has_in_production()
    {
        await using var vault = await new ModuleHostBuilder<VaultModule>(server)
            .WithServices(services => services.AddSingleton<ISchemaPart, VaultSchema>())
            .StartAsync();
        var role = await vault.RunAsync(TenantId.New(), services => services.GetRequiredService<Sql<VaultModule>>().QueryAsync<string>("SELECT current_user::text"));

        var rights = await RightsAsync(vault.Database, role.Single());

        rights.ShouldBe(await RightsAsync(vault.Database, RoostRoles.App));
        rights.ShouldContain("EXECUTE vault_deposit");
        rights.ShouldContain("INSERT vault");
        rights.ShouldNotContain("EXECUTE vault_empty");
        rights.ShouldNotContain("SELECT vault.secret");
    }

    private static async Task<List<string>> RightsAsync(TestDatabase database, string role)
    {
        await using var connection = await database.OpenAsync(ClusterRole.Superuser);
        await using var command = new NpgsqlCommand(
            """
            SELECT 'EXECUTE ' || proname FROM pg_proc
                WHERE pronamespace = 'roost'::regnamespace AND has_function_privilege($1, oid, 'EXECUTE')
            UNION ALL
            SELECT p || ' ' || relname FROM pg_class, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
                WHERE relnamespace = 'roost'::regnamespace AND relkind = 'r' AND has_table_privilege($1, oid, p)
            UNION ALL
            SELECT 'SELECT ' || relname || '.' || attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
                WHERE relnamespace = 'roost'::regnamespace AND relkind = 'r' AND has_column_privilege($1, pg_class.oid, attnum, 'SELECT')
            ORDER BY 1
            """,
            connection)
        {
            Parameters = { new() { Value = role } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var rights = new List<string>();
        while (await reader.ReadAsync())
        {
            rights.Add(reader.GetString(0));
        }

        return rights;
    }
}
