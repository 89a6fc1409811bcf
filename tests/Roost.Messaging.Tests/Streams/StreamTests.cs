using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.Messaging.Streams;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What is promised to whoever appends and loads.</summary>
public sealed class StreamTests(PostgresServer server)
{
    [Fact]
    public async Task What_is_appended_adds_up()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        (await host.LoadAsync("a")).ShouldBe(new StreamState<Account>("a", 0, new Account()));

        var appended = await host.RunAsync(async services =>
        {
            var accounts = services.GetRequiredService<IStreams<Account>>();
            var account = await accounts.LoadAsync("a");
            account.IsNew.ShouldBeTrue();
            account = (await accounts.AppendAsync(account, [new Opened("Ada"), new Deposited(70)])).Value;
            return await accounts.AppendAsync(account, [new Withdrawn(20)]);
        });

        appended.Value.ShouldBe(new StreamState<Account>("a", 3, new Account("Ada", 50, 2)));
        (await host.LoadAsync("a")).ShouldBe(appended.Value);
    }

    [Fact]
    public async Task A_conflict_is_known_at_once_and_the_operation_may_go_on()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Opened("Ada"), new Deposited(1));

        var version = await host.RunAsync(async services =>
        {
            var accounts = services.GetRequiredService<IStreams<Account>>();
            var stale = await accounts.AppendAsync("a", 1, [new Deposited(5)]);
            stale.Error!.Kind.ShouldBe(ErrorKind.Conflict);
            stale.Error.Code.ShouldBe("streams.version_conflict");
            stale.Error.Message.ShouldContain("is at version 2, and not at 1");
            (await accounts.AppendAsync("a", StreamVersion.New, [new Deposited(5)])).Error!.Code.ShouldBe("streams.version_conflict");
            (await accounts.AppendAsync("b", 7, [new Deposited(5)])).Error!.Message.ShouldContain("is at version 0");
            return await accounts.AppendAsync(await accounts.LoadAsync("a"), [new Deposited(5)]);
        });

        version.Value.Version.ShouldBe(3);
        version.Value.State.Balance.ShouldBe(6);
        (await host.LookAsync<long>("SELECT seq FROM roost.stream_event ORDER BY seq")).ShouldBe([1, 2, 3], "Who comes too late takes no number.");
    }

    [Fact]
    public async Task Of_those_who_append_to_one_version_one_succeeds()
    {
        const int Rounds = 20;
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        for (var round = 0; round < Rounds; round++)
        {
            var expected = (long)round;
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.RunAsync(services =>
                services.GetRequiredService<IStreams<Account>>().AppendAsync("a", expected, [new Deposited(i)]))));
            results.Count(result => result.IsSuccess).ShouldBe(1);
        }

        (await host.LoadAsync("a")).Version.ShouldBe(Rounds);
        (await host.OneAsync<long>("SELECT last_value FROM roost.stream_event_seq_seq")).ShouldBe(Rounds, "Who comes too late takes no number.");
    }

    [Fact]
    public async Task It_commits_with_the_rest_of_the_operation_or_not_at_all()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);

        await Should.ThrowAsync<InvalidDataException>(() => host.RunAsync<int>(async services =>
        {
            await services.GetRequiredService<Sql<TillModule>>().ExecuteAsync("INSERT INTO till.effects VALUES ('undone')");
            await services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.Any, [new Deposited(1)]);
            throw new InvalidDataException("Something else went wrong.");
        }));
        (await host.LoadAsync("a")).Version.ShouldBe(0);
        (await host.OneAsync<long>("SELECT count(*) FROM roost.stream")).ShouldBe(0);

        await host.RunAsync(async services =>
        {
            await services.GetRequiredService<Sql<TillModule>>().ExecuteAsync("INSERT INTO till.effects VALUES ('done')");
            return await services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.New, [new Deposited(1)]);
        });
        (await host.LoadAsync("a")).State.Balance.ShouldBe(1);
        (await host.LookAsync<string>("SELECT name FROM till.effects")).ShouldBe(["done"]);
    }

    [Fact]
    public async Task Another_tenant_has_streams_of_its_own()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        var other = TenantId.New();
        await host.AppendAsync("a", new Deposited(5));

        (await host.LoadAsync("a", other)).IsNew.ShouldBeTrue();
        (await host.RunAsync(services => services.GetRequiredService<IStreams<Account>>().ReadAsync("a"), other)).ShouldBeEmpty();
        (await host.RunAsync(services => services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.New, [new Deposited(9)]), other)).Value.ShouldBe(1);
        (await host.LoadAsync("a")).State.Balance.ShouldBe(5);
        (await host.LoadAsync("a", other)).State.Balance.ShouldBe(9);
    }

    [Fact]
    public async Task Without_a_tenant_there_are_no_streams()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        var nobody = new CallContext(null, Principal.System, "till-test");
        var operations = host.Services.GetRequiredService<IOperations>();

        (await Should.ThrowAsync<InvalidOperationException>(() => operations.RunAsync(nobody, (services, _) => services.GetRequiredService<IStreams<Account>>().LoadAsync("a"))))
            .Message.ShouldContain("belongs to no tenant");
        await Should.ThrowAsync<InvalidOperationException>(() => operations.RunAsync(nobody, (services, _) =>
            services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.Any, [new Deposited(1)])));
        await using var raw = await host.OpenAsync();
        await using var load = new NpgsqlCommand("SELECT version_ FROM roost.stream_load('till.account', 'a', 0)", raw);
        (await Should.ThrowAsync<PostgresException>(load.ExecuteScalarAsync())).SqlState.ShouldBe("RO002");
    }

    [Theory]
    [InlineData(ClusterRole.App, "UPDATE roost.stream_event SET payload = '\\x7b7d'")]
    [InlineData(ClusterRole.App, "DELETE FROM roost.stream_event")]
    [InlineData(ClusterRole.App, "TRUNCATE roost.stream_event")]
    [InlineData(ClusterRole.App, "INSERT INTO roost.stream_event (version, tenant_id, stream, id, type, envelope, payload) VALUES (1, gen_random_uuid(), 'till.account', 'x', 'deposited', '', '')")]
    [InlineData(ClusterRole.App, "SELECT * FROM roost.stream_event")]
    [InlineData(ClusterRole.App, "UPDATE roost.stream SET version = 0")]
    [InlineData(ClusterRole.App, "UPDATE roost.projection SET live = 2")]
    [InlineData(ClusterRole.System, "UPDATE roost.stream_event SET payload = '\\x7b7d'")]
    [InlineData(ClusterRole.System, "DELETE FROM roost.stream_event")]
    [InlineData(ClusterRole.System, "TRUNCATE roost.stream_event")]
    [InlineData(ClusterRole.System, "UPDATE roost.stream SET version = 0")]
    public async Task Nobody_changes_what_was_appended(ClusterRole role, string attempt)
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Deposited(5));
        await using var connection = await host.OpenAsync(role);
        await using var command = new NpgsqlCommand(attempt, connection);

        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await host.LoadAsync("a")).State.Balance.ShouldBe(5);
    }

    [Fact]
    public async Task A_stream_is_read_part_by_part_with_who_did_what()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        var context = host.Context();
        await host.Services.GetRequiredService<IOperations>().RunAsync(context, (services, _) => services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.New, [new Opened("Ada")]));
        await host.AppendAsync("a", [.. Enumerable.Range(1, 6).Select(i => new Deposited(i))]);

        var (first, rest) = await host.RunAsync(async services =>
        {
            var accounts = services.GetRequiredService<IStreams<Account>>();
            return (await accounts.ReadAsync("a", most: 3), await accounts.ReadAsync("a", after: 3));
        });

        first.Select(happened => happened.Data).ShouldBe([new Opened("Ada"), new Deposited(1), new Deposited(2)]);
        rest.Select(happened => happened.Version).ShouldBe([4L, 5L, 6L, 7L]);
        first[0].Stream.ShouldBe("till.account");
        first[0].StreamId.ShouldBe("a");
        first[0].Principal.Id.ShouldBe(context.Principal.Id);
        first[0].Principal.Roles.ShouldBe(["staff"]);
        first[0].CorrelationId.ShouldBe("till-test");
        first.Concat(rest).Select(happened => happened.Id).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public async Task What_cannot_be_appended_is_said()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi, ("Roost:Messaging:MaxPayloadBytes", "1024"));

        (await Should.ThrowAsync<ArgumentException>(() => host.AppendAsync("a", new Counted(1)))).Message.ShouldContain("Counted is no event of the stream 'till.account'");
        (await Should.ThrowAsync<ArgumentException>(() => host.AppendAsync("a"))).Message.ShouldContain("Name at least one event");
        (await Should.ThrowAsync<ArgumentException>(() => host.AppendAsync("a", new Opened(new string('x', 2000))))).Message.ShouldContain("1,024 is the most");
        await Should.ThrowAsync<ArgumentException>(() => host.AppendAsync("", new Deposited(1)));
        await Should.ThrowAsync<ArgumentException>(() => host.AppendAsync("a\0", new Deposited(1)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => host.RunAsync(services => services.GetRequiredService<IStreams<Account>>().AppendAsync("a", -2, [new Deposited(1)])));
        (await host.OneAsync<long>("SELECT count(*) FROM roost.stream")).ShouldBe(0);
    }
}
