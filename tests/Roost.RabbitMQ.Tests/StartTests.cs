using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.RabbitMQ.Connections;
using Roost.Remoting;
using Roost.Remoting.TestHost.News;
using Roost.Startup;

namespace Roost.RabbitMQ.Tests;

public sealed class StartTests
{
    [Theory]
    [InlineData("broker:5672")]
    [InlineData("http://guest:secret@127.0.0.1")]
    [InlineData("amqp://guest:secret@127.0.0.1/one/two")]
    [InlineData("nonsense")]
    public async Task What_cannot_be_read_is_told_at_start_and_not_quoted(string connection)
    {
        await using var host = Build(connection, roost => roost.UseRemoting().UseRabbitMq());
        var faults = new List<Fault>();

        await host.Services.GetServices<IStartupCheck>().OfType<ConnectionCheck>().ShouldHaveSingleItem().CheckAsync(faults, CancellationToken.None);

        var fault = faults.ShouldHaveSingleItem();
        (fault.Code, fault.Where).ShouldBe(("RST141", "Roost:RabbitMq:Connection"));
        fault.What.ShouldNotContain("secret");
    }

    [Fact]
    public void The_certificate_of_a_broker_must_be_its_own() =>
        Broker.Read("amqps://guest:secret@broker.example").Ssl.AcceptablePolicyErrors.ShouldBe(SslPolicyErrors.None);

    [Fact]
    public async Task A_key_that_is_missing_is_told_at_start()
    {
        await using var host = Build("amqp://127.0.0.1", roost => roost.UseRemoting().UseRabbitMq());
        var faults = new List<Fault>();

        foreach (var check in host.Services.GetServices<IStartupCheck>().Where(check => check.GetType().Name == "TrustCheck"))
        {
            await check.CheckAsync(faults, CancellationToken.None);
        }

        faults.Select(fault => fault.Code).ShouldBe(["RST130", "RST131"]);
    }

    [Fact]
    public void It_says_where_it_stands_in_the_program() =>
        Should.Throw<InvalidOperationException>(() => Build("amqp://127.0.0.1", roost => roost.UseRabbitMq().UseRemoting())).Message.ShouldStartWith("UseRabbitMq stands behind UseRemoting");

    [Fact]
    public async Task Without_a_broker_there_is_nothing_of_it()
    {
        await using var host = Build(null, roost => roost.UseRemoting().UseRabbitMq());

        host.Services.GetServices<IStartupCheck>().OfType<ConnectionCheck>().ShouldBeEmpty();
    }

    private static WebApplication Build(string? connection, Action<RoostBuilder> use)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            { "hosts": {
                "herald": { "roles": ["api", "worker"], "modules": ["herald"] },
                "listener": { "roles": ["api", "worker"], "modules": ["listener"], "database": "far" } } }
            """);
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Roost:Host:Topology"] = file,
                ["Roost:Host:Name"] = "herald",
                ["Roost:RabbitMq:Connection"] = connection,
            });
            builder.AddRoost(roost =>
            {
                use(roost);
                roost.AddModule<HeraldModule>().AddModule<ListenerModule>();
            });
            return builder.Build();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
