using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

public sealed class EventTests(PostgresServer server)
{
    private const string Live = "SELECT count(*) FROM roost.job";
    private const string Waiting = "SELECT count(*) FROM roost.outbox";

    [Fact]
    public async Task Every_subscription_hears_of_an_event_by_a_job_of_its_own()
    {
        await using var host = await NewsHost.StartAsync(server);
        var context = host.Context();

        var id = await host.Services.GetRequiredService<IOperations>().RunAsync(
            context, (services, _) => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Printed("morning"), "edition-1")));

        var read = await host.Desk.HeardAsync("reader", "morning");
        var archived = await host.Desk.HeardAsync("archivist", "morning");
        read.Run.EventId.ShouldBe(id);
        read.Run.Key.ShouldBe("edition-1");
        read.Run.MaxAttempts.ShouldBe(3);
        read.Context.Tenant.ShouldBe(host.Tenant);
        read.Context.Principal.Id.ShouldBe(context.Principal.Id);
        read.Context.Principal.Roles.ShouldBe(["staff"]);
        read.Context.CorrelationId.ShouldBe("news-test");
        archived.Run.EventId.ShouldBe(id);
        archived.Run.Id.ShouldNotBe(read.Run.Id);
        await host.UntilAsync(Live, 0L);
        (await host.LookAsync<string>("SELECT queue || ' ' || kind FROM roost.job_done")).ShouldBe(["default news.on-printed", "archive news.archive"], ignoreOrder: true);
        (await host.CountAsync<long>(Waiting)).ShouldBe(0);
        (await host.CountAsync<DateTime>("SELECT published_at FROM roost.event_log WHERE event_id = @id", new { id })).ShouldBe(read.Run.PublishedAt.UtcDateTime);
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_from_hearing()
    {
        await using var host = await NewsHost.StartAsync(server);
        host.Desk.Work = (heard, _) => heard.Who == "archivist" ? throw new InvalidOperationException("Full.") : Task.FromResult(Result.Success);

        await host.PrintAsync("evening");

        await host.Desk.HeardAsync("archivist", "evening", attempt: 2);
        await host.UntilAsync(Live, 0L);
        (await host.LookAsync<string>("SELECT kind || ' ' || attempt FROM roost.job_dead")).ShouldBe(["news.archive 2"]);
        (await host.LookAsync<string>("SELECT kind FROM roost.job_done")).ShouldBe(["news.on-printed"]);
    }

    [Fact]
    public async Task What_an_operation_published_that_failed_never_was()
    {
        await using var host = await NewsHost.StartAsync(server);

        await Should.ThrowAsync<InvalidOperationException>(host.RunAsync<int>(services =>
        {
            services.GetRequiredService<IEvents>().Publish(new Printed("never"));
            throw new InvalidOperationException("It went wrong.");
        }));
        await host.PrintAsync("later");

        await host.Desk.HeardAsync("reader", "later");
        (await host.CountAsync<long>("SELECT count(*) FROM roost.event_log")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_handler_writes_commits_with_the_end_of_its_job()
    {
        await using var host = await NewsHost.StartAsync(server);
        host.Desk.Work = async (heard, sql) =>
        {
            await sql.ExecuteAsync("INSERT INTO news.effects VALUES (@Who)", new { heard.Who });
            return heard.Run.Attempt == 1 ? Error.Unavailable("news.closed", "Come again.") : Result.Success;
        };

        await host.PrintAsync("twice");

        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 2L);
        (await host.LookAsync<string>("SELECT name FROM news.effects")).ShouldBe(["reader", "archivist"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_event_without_a_tenant_is_refused_unless_it_needs_none()
    {
        await using var host = await NewsHost.StartAsync(server);
        var operations = host.Services.GetRequiredService<IOperations>();
        var nobody = host.Context() with { Tenant = null };

        (await Should.ThrowAsync<InvalidOperationException>(operations.RunAsync(
            nobody, (services, _) => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Printed("whose?")))))).Message.ShouldContain("TenantFree");
        await operations.RunAsync(nobody, (services, _) => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Rebuilt(7))));

        (await host.Desk.HeardAsync("builder", "7")).Context.Tenant.ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_published_is_refused_when_it_is()
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Messaging:MaxPayloadBytes", "1024"));

        (await Should.ThrowAsync<ArgumentException>(host.PrintAsync(new string('x', 2000)))).Message.ShouldContain("Roost:Messaging:MaxPayloadBytes");
        await host.RunAsync(services =>
        {
            var events = services.GetRequiredService<IEvents>();
            Should.Throw<ArgumentException>(() => events.Publish(new Printed("key"), ""));
            Should.Throw<ArgumentException>(() => events.Publish(new Printed("key"), "a\0b"));
            Should.Throw<ArgumentException>(() => events.Publish(new Printed("key"), "\ud800"));
            Should.Throw<ArgumentException>(() => events.Publish(new Printed("key"), new string('x', 201)));
            Should.Throw<InvalidOperationException>(() => events.Publish(new Heard("", "", null!, host.Context()))).Message.ShouldContain(".Publishes<Heard>()");
            return Task.FromResult(0);
        });
        (await host.CountAsync<long>("SELECT count(*) FROM roost.event_log")).ShouldBe(0);
    }

    [Fact]
    public async Task What_waits_is_seen_by_its_tenant_only_even_as_the_owner()
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Host:Roles", "api"));
        await host.PrintAsync("secret");

        await using var app = await host.OpenAsync(Postgres.Embedded.ClusterRole.Superuser);
        await using var command = new Npgsql.NpgsqlCommand(
            $"SET ROLE {Postgres.Embedded.RoostRoles.Owner}; SELECT set_config('app.tenant', '{TenantId.New()}', false); SELECT count(*) FROM roost.outbox", app);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        reader.GetInt64(0).ShouldBe(0);
        (await host.CountAsync<long>(Waiting)).ShouldBe(1);
    }
}
