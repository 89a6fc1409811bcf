using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events.Transport;
using Roost.Operations;
using Roost.Remoting.Contracts.Events;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.TestHost.News;
using Roost.Startup;
using Roost.Testing.Databases;

namespace Roost.Remoting.Tests.Events;

/// <summary>Events that go from one database of a topology to another, from host to host.</summary>
public sealed class EventsBetweenHostsTests(PostgresServer server)
{
    private static readonly TenantId Tenant = TenantId.New();

    [Fact]
    public async Task Each_is_heard_once_and_in_the_order_of_its_key_though_the_other_side_is_killed_and_away()
    {
        await using var towns = await Towns.BuildAsync(server);

        await EventLaws.OnceAndInOrderWhileTheListenerDiesAsync(towns, Tenant);
    }

    [Fact]
    public async Task What_comes_twice_is_taken_in_once()
    {
        await using var towns = await Towns.BuildAsync(server);
        var body = Body("herald.told");

        (await SendAsync(towns, towns.Herald, body)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(towns, towns.Herald, body)).ShouldBe(HttpStatusCode.NoContent);

        (await towns.HeardAsync(1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Events_are_taken_only_from_workers_of_the_database_that_publishes_them()
    {
        await using var towns = await Towns.BuildAsync(server);

        (await SendAsync(towns, towns.Clerk, Body("herald.told"))).ShouldBe(HttpStatusCode.Forbidden, "It is no worker.");
        (await SendAsync(towns, towns.Herald, Body("listener.heard"))).ShouldBe(HttpStatusCode.Forbidden, "Its database publishes no such event.");
        (await SendAsync(towns, towns.Herald, Body("nobody.knows"))).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(towns, towns.Herald, Body("herald.told"), seal: "herald.1.n.e30.AAAA")).ShouldBe(HttpStatusCode.Forbidden);
        (await towns.HeardAsync(0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_event_is_refused()
    {
        await using var towns = await Towns.BuildAsync(server);
        var (nonsense, origin, payload) = (Convert.ToBase64String("nonsense"u8), Convert.ToBase64String("""{"k":0,"c":"elsewhere"}"""u8), Convert.ToBase64String("""{"number":1}"""u8));
        string[] bodies =
        [
            "", "[]", "null", "{}", """{"id":7}""", """{"name":"herald.told"}""",
            $$"""{"name":"herald.told","payload":"{{payload}}","origin":"{{origin}}"}""",
            $$"""{"id":"{{Guid.CreateVersion7()}}","name":"herald.told","payload":"{{payload}}","origin":"{{nonsense}}"}""",
        ];

        foreach (var body in bodies)
        {
            (await SendAsync(towns, towns.Herald, Encoding.UTF8.GetBytes(body))).ShouldBe(HttpStatusCode.BadRequest, body);
        }

        (await towns.HeardAsync(0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_subscribes_and_lets_nobody_in_is_told_at_start()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            { "hosts": {
                "herald": { "roles": ["api", "worker"], "modules": ["herald"] },
                "listener": { "roles": ["api", "worker"], "modules": ["listener"], "database": "far" } } }
            """);
        await using var herald = NewsHost.Build([], new Dictionary<string, string?> { ["Roost:Host:Topology"] = file, ["Roost:Host:Name"] = "herald" });
        File.Delete(file);
        var faults = new List<Fault>();

        await herald.Services.GetServices<IStartupCheck>().OfType<EventHostsCheck>().ShouldHaveSingleItem().CheckAsync(faults, CancellationToken.None);

        var fault = faults.ShouldHaveSingleItem();
        (fault.Code, fault.What).ShouldBe(("RST133", "Events of database 'main' are subscribed to in 'far', where no host takes them in."));
    }

    private static byte[] Body(string name) => JsonSerializer.SerializeToUtf8Bytes(
        WireEvent.Of(new EventEnvelope(Guid.CreateVersion7(), name, Tenant, "a", DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes("""{"k":0,"c":"elsewhere"}"""), Encoding.UTF8.GetBytes("""{"number":1}"""))),
        WireEventJson.Default.WireEvent);

    private static async Task<HttpStatusCode> SendAsync(Towns towns, WebApplication host, byte[] body, string? seal = null)
    {
        const string Path = HostEventTransport.Path;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(towns.Internal, Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(CallSeal.Header, seal ?? host.Services.GetRequiredService<CallSeal>().Seal(new CallContext(Tenant, Principal.System, "test"), "listener", Path, body));
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
