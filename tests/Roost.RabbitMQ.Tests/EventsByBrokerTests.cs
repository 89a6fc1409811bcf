using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Roost.Health;
using Roost.Messaging.Events.Transport;
using Roost.RabbitMQ.Connections;
using Roost.RabbitMQ.Publishing;
using Roost.Remoting.Contracts.Events;
using Roost.Remoting.Tests.Events;
using Roost.Testing.Databases;

namespace Roost.RabbitMQ.Tests;

/// <summary>Events that go from one database of a topology to another by a broker.</summary>
public sealed class EventsByBrokerTests(PostgresServer server, RabbitServer rabbit)
{
    private static readonly TenantId Tenant = TenantId.New();

    [Fact]
    public async Task Each_is_heard_once_and_in_the_order_of_its_key_though_the_other_side_is_killed_and_away()
    {
        await using var towns = await BuildAsync();

        await EventLaws.OnceAndInOrderWhileTheListenerDiesAsync(towns, Tenant);
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_overtakes_when_the_broker_is_killed()
    {
        await using var own = new OwnServer();
        await own.Rabbit.InitializeAsync();
        await using var towns = await BuildAsync(own.Rabbit);

        await EventLaws.OnceAndInOrderAsync(towns, Tenant, disturb: async number =>
        {
            switch (number)
            {
                case 15 or 40:
                    await own.Rabbit.KillAsync();
                    break;
                case 25 or 50:
                    await own.Rabbit.StartAsync();
                    break;
            }
        });
    }

    [Fact]
    public async Task What_comes_twice_is_taken_in_once()
    {
        await using var towns = await BuildAsync();
        var parcel = Pack(towns.Herald, "far", Envelope("herald.told"));

        await PublishAsync(towns, parcel);
        await PublishAsync(towns, parcel);
        await PublishAsync(towns, Pack(towns.Herald, "far", Envelope("herald.told")));

        (await towns.HeardAsync(2)).Count.ShouldBe(2);
        await using var channel = await Of(towns).OpenReceivingAsync(CancellationToken.None);
        await UntilAsync(channel, Of(towns).QueueOf("far"), 0);
        (await channel.MessageCountAsync(Of(towns).ParkedOf("far"))).ShouldBe(0u);
    }

    [Fact]
    public async Task What_is_not_to_be_believed_or_cannot_be_read_is_parked_with_the_reason_and_holds_nobody_up()
    {
        await using var towns = await BuildAsync();
        var good = Pack(towns.Herald, "far", Envelope("herald.told"));
        (EventParcel Parcel, string Reason)[] bad =
        [
            (good with { Seal = "" }, "It has no seal as hosts write it."),
            (good with { Seal = new string('x', 100_000) }, "It has no seal as hosts write it."),
            (good with { Seal = "herald.1.AAAA" }, "It is not signed with the key of host 'herald' for database 'far'."),
            (good with { Body = Pack(towns.Herald, "far", Envelope("herald.told")).Body }, "It is not signed with the key of host 'herald' for database 'far'."),
            (Pack(towns.Herald, "other", Envelope("herald.told")), "It is not signed with the key of host 'herald' for database 'far'."),
            (Pack(towns.Clerk, "far", Envelope("herald.told")), "Host 'clerk' is no worker of a database in which 'herald.told' is published."),
            (Pack(towns.Herald, "far", Envelope("listener.heard")), "Host 'herald' is no worker of a database in which 'listener.heard' is published."),
            (Pack(towns.Herald, "far", Envelope("herald.told", origin: "nonsense")), "It cannot be taken in"),
            (Pack(towns.Herald, "far", Envelope("herald.told", origin: "null")), "It cannot be taken in"),
            (Pack(towns.Herald, "far", Envelope("herald.told") with { Key = new string('k', 5000) }), "It cannot be taken in"),
        ];

        foreach (var (parcel, _) in bad)
        {
            await PublishAsync(towns, parcel);
        }

        await PublishAsync(towns, good);

        (await towns.HeardAsync(1)).Count.ShouldBe(1);
        // A host that may be new is waited for, and put aside in the end.
        var unknown = good with { Seal = good.Seal.Replace("herald", "nobody", StringComparison.Ordinal) };
        await PublishAsync(towns, unknown);
        bad = [.. bad, (unknown, "Nobody here knows a host 'nobody'")];
        await using var channel = await Of(towns).OpenPublishingAsync(CancellationToken.None);
        await UntilAsync(channel, Of(towns).ParkedOf("far"), (uint)bad.Length);
        var reasons = new List<string>();
        while (await channel.BasicGetAsync(Of(towns).ParkedOf("far"), autoAck: true) is { } parked)
        {
            reasons.Add(System.Text.Encoding.UTF8.GetString((byte[])parked.BasicProperties.Headers!["roost-reason"]!));
        }

        reasons.Count.ShouldBe(bad.Length);
        bad.ShouldAllBe(one => reasons.Exists(reason => reason.StartsWith(one.Reason, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_queue_that_somebody_has_deleted_is_there_again_for_the_next_event()
    {
        await using var towns = await BuildAsync();
        await towns.TellAsync(Tenant, "a", 1);
        (await towns.HeardAsync(1)).Count.ShouldBe(1);
        await using (var channel = await Of(towns).OpenReceivingAsync(CancellationToken.None))
        {
            await channel.QueueDeleteAsync(Of(towns).QueueOf("far"));
        }

        await towns.TellAsync(Tenant, "a", 2);

        (await towns.HeardAsync(2)).Select(line => line.Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Health_tells_of_what_is_parked_and_of_a_broker_that_is_away()
    {
        await using var own = new OwnServer();
        await own.Rabbit.InitializeAsync();
        await using var towns = await BuildAsync(own.Rabbit);
        var check = towns.Herald.Services.GetServices<IDependencyCheck>().Single(check => check.Name == "rabbitmq");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await check.CheckAsync(patience.Token) != DependencyState.Up)
        {
            // A broker that has only just come up may be slow to make its first queues.
            await Task.Delay(100, patience.Token);
        }

        await using (var channel = await Of(towns).OpenPublishingAsync(CancellationToken.None))
        {
            await channel.BasicPublishAsync("", Of(towns).ParkedOf("main"), mandatory: true, new BasicProperties(), new byte[1]);
            await UntilAsync(channel, Of(towns).ParkedOf("main"), 1);
        }

        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Degraded("1 events could not be taken in and are parked at the broker."));
        await own.Rabbit.KillAsync();
        while ((await check.CheckAsync(patience.Token)).IsUp)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static EventEnvelope Envelope(string name, string origin = """{"k":0,"c":"elsewhere"}""") =>
        new(Guid.CreateVersion7(), name, Tenant, "a", DateTimeOffset.UtcNow, System.Text.Encoding.UTF8.GetBytes(origin), """{"number":1}"""u8.ToArray());

    private static EventParcel Pack(WebApplication host, string database, EventEnvelope envelope) => host.Services.GetRequiredService<IEventParcels>().Pack(database, envelope);

    private static Task PublishAsync(Towns towns, EventParcel parcel) =>
        towns.Herald.Services.GetRequiredService<EventPublisher>().PublishAsync(
            "far", Of(towns).QueueOf("far"), EventPublisher.Properties(Guid.CreateVersion7().ToString("D"), "herald.told", parcel.Seal), parcel.Body, CancellationToken.None);

    private static Broker Of(Towns towns) => towns.Herald.Services.GetRequiredService<Broker>();

    private static async Task UntilAsync(IChannel channel, string queue, uint count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await channel.MessageCountAsync(queue, patience.Token) != count)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private Task<Towns> BuildAsync(RabbitServer? other = null) => Towns.BuildAsync(server, new Dictionary<string, string?>
    {
        ["Roost:RabbitMq:Connection"] = (other ?? rabbit).Connection,
        // Queues of each test's own.
        ["Roost:RabbitMq:Prefix"] = $"t-{Guid.CreateVersion7():N}",
    });

    private sealed class OwnServer : IAsyncDisposable
    {
        public RabbitServer Rabbit { get; } = new();

        public ValueTask DisposeAsync() => Rabbit.DisposeAsync();
    }
}
