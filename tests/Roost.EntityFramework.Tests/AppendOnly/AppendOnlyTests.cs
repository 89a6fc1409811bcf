using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.EntityFramework.Migrations;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.AppendOnly;

public sealed class AppendOnlyTests(PostgresServer server)
{
    private readonly TenantId _tenant = TenantId.New();

    [Fact]
    public async Task Rows_are_added_and_read()
    {
        await using var diary = await StartAsync();

        var texts = await diary.RunAsync(_tenant, services => services.GetRequiredService<DiaryDb>().Days.Select(day => day.Text).ToListAsync());

        texts.ShouldBe(["Rain."]);
    }

    [Theory]
    [InlineData("UPDATE diary.days SET text = 'Sun.'")]
    [InlineData("DELETE FROM diary.days")]
    [InlineData("DELETE FROM diary.days WHERE false")]
    [InlineData("TRUNCATE diary.days")]
    [InlineData("INSERT INTO diary.days (id, text) SELECT id, 'Sun.' FROM diary.days ON CONFLICT (tenant_id, id) DO UPDATE SET text = 'Sun.'")]
    public async Task Nobody_changes_or_deletes_them_and_other_tables_are_as_ever(string change)
    {
        await using var diary = await StartAsync();

        var application = await Should.ThrowAsync<PostgresException>(() => RunAsync(diary, change));
        application.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        foreach (var role in new[] { ClusterRole.Owner, ClusterRole.Superuser })
        {
            await using var connection = await diary.Database.OpenAsync(role);
            await using var command = new NpgsqlCommand($"SELECT set_config('app.tenant', '{_tenant.Value}', false); {change}", connection);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldStartWith("Rows of diary.days are added and never changed");
        }

        (await RunAsync(diary, "UPDATE diary.drafts SET text = 'Sun.'")).ShouldBe(1);
        (await RunAsync(diary, "DELETE FROM diary.drafts")).ShouldBe(1);
    }

    [Fact]
    public async Task Granting_again_takes_back_what_somebody_gave()
    {
        await using var diary = await StartAsync();
        await using var owner = await diary.Database.OpenAsync(ClusterRole.Owner);
        await ExecuteAsync(owner, "GRANT UPDATE, DELETE ON diary.days TO roost_app");

        await ExecuteAsync(owner, Grants.ForSchema("diary", "\"roost_app\""));

        await using var rights = new NpgsqlCommand("SELECT string_agg(p, ' ') FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p WHERE has_table_privilege('roost_app', 'diary.days', p)", owner);
        (await rights.ExecuteScalarAsync()).ShouldBe("SELECT INSERT");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task<int> RunAsync(ModuleHost diary, string sql) =>
        diary.RunAsync(_tenant, services => services.GetRequiredService<Sql<DiaryModule>>().ExecuteAsync(sql));

    private async Task<ModuleHost> StartAsync()
    {
        var diary = await new ModuleHostBuilder<DiaryModule>(server).StartAsync();
        await diary.RunAsync(_tenant, async services =>
        {
            var db = services.GetRequiredService<DiaryDb>();
            db.AddRange(new Day { Id = Guid.CreateVersion7(), Text = "Rain." }, new Draft { Id = Guid.CreateVersion7(), Text = "Rain." });
            return await db.SaveChangesAsync();
        });
        return diary;
    }
}
