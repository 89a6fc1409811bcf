using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Streams;
using Roost.Messaging.Streams.Declaration;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What becomes of events and snapshots when the module changes.</summary>
public sealed class OldEventTests(PostgresServer server)
{
    [Fact]
    public async Task Old_events_are_brought_up_to_date_and_stay_as_they_were_stored()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Opened("Ada"), new Deposited(70));
        var stored = await StoredAsync(host);
        await using var newer = await host.StartAnotherAsync<NewerTillModule>(TillHost.OnlyApi);

        var (loaded, read) = await newer.Services.GetRequiredService<IOperations>().RunAsync(host.Context(), async (services, _) =>
        {
            var accounts = services.GetRequiredService<IStreams<Account>>();
            var account = await accounts.LoadAsync("a");
            account = (await accounts.AppendAsync(account, [new DepositedIn(5, "cash", "USD")])).Value;
            return (account, await accounts.ReadAsync("a"));
        });

        loaded.ShouldBe(new StreamState<Account>("a", 3, new Account("Ada EUR none USD cash", 75, 0)));
        read.Select(happened => happened.Data).ShouldBe([new Opened("Ada"), new DepositedIn(70, "none", "EUR"), new DepositedIn(5, "cash", "USD")]);
        (await StoredAsync(host)).Take(2).ShouldBe(stored);
    }

    [Fact]
    public async Task An_event_that_the_image_does_not_know_is_not_left_out_in_silence()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Opened("Ada"), new Deposited(70));
        await using var forgetful = await host.StartAnotherAsync<ForgetfulTillModule>(TillHost.OnlyApi);

        (await Should.ThrowAsync<InvalidOperationException>(() => forgetful.Services.GetRequiredService<IOperations>().RunAsync(
            host.Context(), (services, _) => services.GetRequiredService<IStreams<Account>>().LoadAsync("a")))).Message.ShouldContain("holds an event 'deposited', which this image does not know");
    }

    [Fact]
    public async Task A_snapshot_is_the_shorter_way()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await DepositAsync(host, 25);
        (await host.LookAsync<long>("SELECT version FROM roost.stream_snapshot")).ShouldBe([20L], "The last that was passed.");
        // Whoever reads it can tell that it was read.
        await host.LookAsync<int>("UPDATE roost.stream_snapshot SET state = convert_to('{\"owner\":\"from the snapshot\",\"balance\":1000,\"entries\":20}', 'UTF8')");

        var loaded = await host.LoadAsync("a");

        loaded.ShouldBe(new StreamState<Account>("a", 25, new Account("from the snapshot", 1005, 25)));
    }

    [Fact]
    public async Task A_snapshot_that_is_undone_was_never_taken()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await DepositAsync(host, 9);

        await Should.ThrowAsync<InvalidDataException>(() => host.RunAsync<int>(async services =>
        {
            var accounts = services.GetRequiredService<IStreams<Account>>();
            await accounts.AppendAsync(await accounts.LoadAsync("a"), [new Deposited(1), new Deposited(1)]);
            throw new InvalidDataException();
        }));

        (await host.OneAsync<long>("SELECT count(*) FROM roost.stream_snapshot")).ShouldBe(0);
        (await host.LoadAsync("a")).State.Balance.ShouldBe(9);
    }

    [Theory]
    [InlineData("""{"owner":null,"balance":1000,"entries":12}""")]
    [InlineData("this is no JSON")]
    public async Task A_snapshot_that_cannot_be_read_leaves_the_longer_way(string state)
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await DepositAsync(host, 12);
        await host.LookAsync<int>("UPDATE roost.stream_snapshot SET state = convert_to(@state, 'UTF8')", new { state });

        (await host.LoadAsync("a")).ShouldBe(new StreamState<Account>("a", 12, new Account("nobody", 12, 12)));
    }

    [Fact]
    public async Task A_snapshot_of_another_revision_counts_for_nothing()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await DepositAsync(host, 12);
        await host.LookAsync<int>("UPDATE roost.stream_snapshot SET state = convert_to('{\"owner\":\"old\",\"balance\":1000,\"entries\":20}', 'UTF8')");
        await using var newer = await host.StartAnotherAsync<NewerTillModule>(TillHost.OnlyApi);

        var loaded = await newer.Services.GetRequiredService<IOperations>().RunAsync(host.Context(), (services, _) => services.GetRequiredService<IStreams<Account>>().LoadAsync("a"));

        loaded.State.Balance.ShouldBe(12);
    }

    [Fact]
    public void A_snapshot_of_another_shape_counts_for_nothing()
    {
        var was = SnapshotRevisions.Of(typeof(Was), 1);

        SnapshotRevisions.Of(typeof(Was), 1).ShouldBe(was);
        SnapshotRevisions.Of(typeof(Is), 1).ShouldNotBe(was, "It has a field more, which would be nothing.");
        SnapshotRevisions.Of(typeof(Was), 2).ShouldNotBe(was);
        was.ShouldBeGreaterThan(0);
    }

    private static async Task DepositAsync(TillHost host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await host.RunAsync(async services =>
            {
                var accounts = services.GetRequiredService<IStreams<Account>>();
                return (await accounts.AppendAsync(await accounts.LoadAsync("a"), [new Deposited(1)])).Value;
            });
        }
    }

    private static Task<IReadOnlyList<string>> StoredAsync(TillHost host) =>
        host.LookAsync<string>("SELECT type || ' ' || convert_from(payload, 'UTF8') FROM roost.stream_event ORDER BY seq");
}

internal sealed record Was
{
    public long Balance { get; init; }
}

internal sealed record Is
{
    public long Balance { get; init; }

    public Dictionary<string, Is>? Parts { get; init; }
}
