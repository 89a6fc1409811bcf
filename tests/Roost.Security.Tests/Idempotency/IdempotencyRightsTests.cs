using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.EntityFramework.Migrations;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;

namespace Roost.Security.Tests.Idempotency;

public sealed class IdempotencyRightsTests(DeskHost desk) : IClassFixture<DeskHost>
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    [Theory]
    [InlineData("SELECT * FROM roost.idempotency_key")]
    [InlineData("INSERT INTO roost.idempotency_key DEFAULT VALUES")]
    [InlineData("UPDATE roost.idempotency_key SET attempt = 2")]
    [InlineData("DELETE FROM roost.idempotency_key")]
    public async Task The_application_role_cannot_touch_the_table(string sql)
    {
        await using var app = await desk.Database.OpenAsync(ClusterRole.App);

        (await Should.ThrowAsync<PostgresException>(() => app.ExecuteAsync(sql))).SqlState.ShouldBe(Denied);
    }

    [Fact]
    public async Task The_system_role_clears_what_has_expired_and_reads_no_answer()
    {
        desk.Script.Handler = Script.WriteAsync;
        using var client = desk.CreateClient();
        var (old, young) = (DeskHost.NewKey(), DeskHost.NewKey());
        await client.NoteAsync(old, old);
        await client.NoteAsync(young, young);
        await desk.AgeAsync(old, TimeSpan.FromDays(8));
        await using var system = await desk.Database.OpenAsync(ClusterRole.System);

        (await Should.ThrowAsync<PostgresException>(() => system.ExecuteAsync("SELECT body FROM roost.idempotency_key"))).SqlState.ShouldBe(Denied);
        await system.ExecuteAsync("DELETE FROM roost.idempotency_key");

        (await desk.RowAsync(old)).ShouldBeNull();
        (await desk.RowAsync(young)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("SELECT * FROM roost.idempotency_enter('019b76da-a801-7000-8000-000000000001', 'k', '', '1 day', '1 day')")]
    [InlineData("SELECT roost.idempotency_release('019b76da-a801-7000-8000-000000000001', 'k', gen_random_uuid(), 1, true)")]
    public async Task Nobody_else_may_call_the_functions(string sql)
    {
        await using var system = await desk.Database.OpenAsync(ClusterRole.System);

        (await Should.ThrowAsync<PostgresException>(() => system.ExecuteAsync(sql))).SqlState.ShouldBe(Denied);
    }

    [Fact]
    public async Task Without_a_tenant_no_key_is_seen_or_claimed()
    {
        await using var app = await desk.Database.OpenAsync(ClusterRole.App);

        (await Should.ThrowAsync<PostgresException>(() => app.ExecuteAsync(
            "SELECT * FROM roost.idempotency_enter(gen_random_uuid(), 'k', '', '1 day', '1 day')"))).Message.ShouldContain("row-level security");
    }

    [Fact]
    public async Task Rights_follow_the_roles_at_each_migration()
    {
        var name = desk.Database.Name[^12..];
        var (app, system) = ($"app_{name}", $"system_{name}");
        await using (var superuser = await desk.Database.OpenAsync(ClusterRole.Superuser))
        {
            await superuser.ExecuteAsync($"CREATE ROLE {app}; CREATE ROLE {system}");
        }

        await using var owner = await desk.Database.OpenAsync(ClusterRole.Owner);
        var roost = desk.Services.GetRequiredService<RoostSchema>();
        await roost.ApplyAsync(owner, new SchemaRoles(app, system), CancellationToken.None);

        var may = await owner.QuerySingleAsync<(bool Enter, bool Clear, string Policy)>(
            """
            SELECT has_function_privilege(@app, 'roost.idempotency_enter(uuid, text, bytea, interval, interval)', 'EXECUTE'),
                   has_table_privilege(@system, 'roost.idempotency_key', 'DELETE'),
                   (SELECT roles::text FROM pg_policies WHERE tablename = 'idempotency_key' AND policyname = 'system')
            """,
            new { app, system });
        may.ShouldBe((true, true, $"{{{system}}}"));
        // And back, for the other tests.
        await desk.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
    }
}
