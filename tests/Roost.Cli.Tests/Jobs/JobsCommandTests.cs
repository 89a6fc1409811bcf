using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Messaging.Streams;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Cli.Tests.Jobs;

/// <summary>The command as people type it, against a database in which jobs run.</summary>
public sealed class JobsCommandTests(PostgresServer server)
{
    private static readonly CallContext Someone = new(TenantId.New(), Principal.User(Guid.CreateVersion7(), "staff"), "typed-here");

    [Fact]
    public async Task A_dead_letter_is_found_shown_and_tried_again()
    {
        await using var host = await StartAsync();
        var id = await host.Services.GetRequiredService<IJobSender>().SendAsync(Someone, new Send("Elm Street"));
        await host.Database.SettledAsync();

        var dead = await RunAsync(host, "dead");
        var shown = await RunAsync(host, "show", $"{id}");
        var json = JsonNode.Parse((await RunAsync(host, "show", $"{id}", "--json")).Output)!;
        var queues = JsonNode.Parse((await RunAsync(host, "queues", "--json")).Output)!.AsArray();

        dead.Output.ShouldContain($"{id}");
        dead.Output.ShouldContain("Nobody lives in [Elm Street].");
        dead.Output.ShouldContain("1 in all.");
        shown.Output.ShouldContain("typed-here");
        shown.Output.ShouldContain("Elm Street");
        ((string)json["state"]!, (string)json["payload"]!["to"]!).ShouldBe(("dead", "Elm Street"));
        ((long)queues.Single(queue => (string)queue!["queue"]! == "mail")!["dead"]!["count"]!).ShouldBe(1);
        (await RunAsync(host, "retry", "--dead", "--kind", "parcels.send")).Output.ShouldContain("1 dead letters begin anew.");
        await host.Database.SettledAsync();
        (await RunAsync(host, "retry", $"{id}")).Output.ShouldContain("goes now");
        await host.Database.SettledAsync();
        (await RunAsync(host, "discard", $"{id}")).Code.ShouldBe(0);
        (await RunAsync(host, "list", "--state", "dead")).Output.ShouldContain("None.");
    }

    [Fact]
    public async Task A_paused_queue_keeps_its_jobs_until_it_is_resumed()
    {
        await using var host = await StartAsync();
        (await RunAsync(host, "pause", "mail")).Code.ShouldBe(0);
        (await RunAsync(host, "pause", "mali")).Output.ShouldContain("Queue mali is paused: nothing in it begins until './roost jobs resume mali'. Is that its name? There is no job in it at this moment; those that have any are: mail.");
        (await RunAsync(host, "resume", "mali")).Code.ShouldBe(0);
        var id = await host.Services.GetRequiredService<IJobSender>().SendAsync(Someone, new Send("Elm Street"));

        JsonNode.Parse((await RunAsync(host, "list", "--queue", "mail", "--state", "ready", "--json")).Output)!.AsArray().Select(job => (Guid)job!["id"]!).ShouldBe([id]);
        (await RunAsync(host, "cancel", $"{id}")).Output.ShouldContain("is cancelled");
        (await RunAsync(host, "resume", "mail")).Code.ShouldBe(0);
        (await RunAsync(host, "resume", "mail")).ShouldBe((1, "", "roost: Queue mail is not paused.\n"));
        (await RunAsync(host, "cancel", $"{id}")).ShouldBe((1, "", $"roost: There is no job {id} that waits or runs.\n"));
    }

    [Theory]
    [InlineData(2, "'roost jobs retry' takes either an id, or --dead with a --kind or a --queue.", "retry")]
    [InlineData(2, "--dead wants a --kind or a --queue", "retry", "--dead")]
    [InlineData(2, "'roost jobs' knows no 'lsit'. Type './roost jobs --help'", "lsit")]
    [InlineData(2, "--limit takes a number from 1 to 10000, and not '0'.", "list", "--limit", "0")]
    [InlineData(2, "--limit takes a number from 1 to 10000, and not 'x'.", "list", "--limit", "x")]
    [InlineData(2, "--limit takes a number from 1 to 10000, and not '99999999999'.", "dead", "--limit", "99999999999")]
    [InlineData(2, "--state takes one of scheduled, ready, running, held, waiting, suspect, dead, and not 'done'.", "list", "--state", "done")]
    [InlineData(2, "--tenant takes an id, such as 661191e7-c481-4e61-a920-c1aaf82cde42, and not 'acme'.", "list", "--tenant", "acme")]
    [InlineData(2, "id takes an id, such as 661191e7-c481-4e61-a920-c1aaf82cde42, and not 'abc'.", "retry", "abc")]
    [InlineData(2, "id takes an id, such as 661191e7-c481-4e61-a920-c1aaf82cde42, and not 'abc'.", "show", "abc")]
    [InlineData(2, "queue takes a name of small letters, digits and hyphens, such as orders.tell-customer, and not ''.", "pause", "")]
    [InlineData(2, "--queue takes a name", "list", "--queue", "E-Mail")]
    [InlineData(1, "No dead letter is of that kind or queue: './roost jobs dead' lists them.", "retry", "--dead", "--kind", "nosuch")]
    public async Task What_cannot_be_done_is_one_line(int code, string line, params string[] arguments)
    {
        await using var host = await StartAsync();

        var said = await RunAsync(host, arguments);

        said.Code.ShouldBe(code);
        said.Errors.ShouldContain(line);
        said.Errors.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_database_that_cannot_tell_says_why_in_one_line()
    {
        await using var host = await StartAsync();
        await using var empty = await server.CreateAsync();

        (await JobsAsync("list", "--database", $"Host=127.0.0.1;Port={LoopbackPort.FindFree()};Username=roost_system;Database=shop")).ShouldSatisfy(1, "can't be reached as roost_system");
        (await JobsAsync("list", "--database", empty.Settings["Roost:Postgres:System"])).ShouldSatisfy(1, "has no jobs yet");
        (await JobsAsync("list", "--database", host.Database.Settings["Roost:Postgres:Owner"])).ShouldSatisfy(1, "connect as the system role");
        (await JobsAsync("list")).ShouldSatisfy(1, "No './roost up' runs here.");
        (await JobsAsync("list", "--database", "")).ShouldSatisfy(2, "--database takes a text, and not ''.");
    }

    [Fact]
    public async Task A_subscription_is_listed_and_hears_of_the_past_once_more()
    {
        await using var host = await StartAsync();
        await host.RunAsync(Someone.Tenant, services =>
        {
            services.GetRequiredService<IEvents>().Publish(new Sent("Elm Street"));
            return Task.FromResult(Result.Success);
        });
        await host.Database.SettledAsync();
        string[] database = ["--database", host.Database.Settings["Roost:Postgres:System"]];

        var listed = JsonNode.Parse((await TypeAsync(["events", "list", "--json", .. database])).Output)!.AsArray().Single()!;
        var replayed = await TypeAsync(["events", "replay", "parcels.on-sent", "--from", "2020-01-01T00:00:00Z", .. database]);

        ((string)listed["name"]!, (string)listed["event"]!, (string)listed["lag"]!, (bool)listed["isReplaying"]!).ShouldBe(("parcels.on-sent", "parcels.sent", "00:00:00", false));
        replayed.Output.ShouldContain("parcels.on-sent hears once more");
        await host.Database.SettledAsync();
        host.Services.GetRequiredService<Tracked>().Count.ShouldBe(2);
        (await TypeAsync(["events", "list", .. database])).Output.ShouldContain("parcels.sent");
        (await TypeAsync(["events", "replay", "parcels.on-lost", "--from", "2020-01-01T00:00:00Z", .. database])).ShouldSatisfy(1, "Nobody subscribes under the name 'parcels.on-lost'");
        (await TypeAsync(["events", "replay", "parcels.on-sent", .. database])).ShouldSatisfy(2, "--from");
    }

    [Fact]
    public async Task A_projection_is_listed_and_built_anew()
    {
        await using var host = await StartAsync();
        (await host.RunAsync(Someone.Tenant, services => services.GetRequiredService<IStreams<Route>>().AppendAsync("parcel", StreamVersion.New, [new Moved("Elm Street")]))).Value.ShouldBe(1);
        await host.Database.SettledAsync();
        string[] database = ["--database", host.Database.Settings["Roost:Postgres:System"]];

        var rebuilt = await TypeAsync(["streams", "rebuild", "parcels.stops", .. database]);

        rebuilt.Output.ShouldContain("parcels.stops is built anew beside the generation that is read");
        await host.Database.SettledAsync();
        var listed = JsonNode.Parse((await TypeAsync(["streams", "list", "--json", .. database])).Output)!.AsArray().Single(projection => (string)projection!["name"]! == "parcels.stops")!;
        ((string)listed["kind"]!, (int)listed["generation"]!, (string)listed["lag"]!, (string)listed["streams"]![0]!).ShouldBe(("behind", 2, "00:00:00", "parcels.route"));
        var table = (await TypeAsync(["streams", "list", .. database])).Output;
        table.ShouldContain("parcels.on-moved");
        table.ShouldContain("subscription");
        (await TypeAsync(["streams", "rebuild", "parcels.none", .. database])).ShouldSatisfy(1, "There is no projection 'parcels.none'");
        (await TypeAsync(["streams", "rebuild", "parcels.on-moved", .. database])).ShouldSatisfy(1, "'parcels.on-moved' is a subscription");
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(ModuleHost host, params string[] arguments) =>
        JobsAsync([.. arguments, "--database", host.Database.Settings["Roost:Postgres:System"]]);

    private static Task<(int Code, string Output, string Errors)> JobsAsync(params string[] arguments) => TypeAsync(["jobs", .. arguments]);

    // Not in the repository, where an 'up' may run.
    private static async Task<(int Code, string Output, string Errors)> TypeAsync(params string[] arguments)
    {
        var root = Directory.CreateTempSubdirectory("roost-jobs-");
        try
        {
            return await Repository.RunAsync(root.FullName, arguments);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private Task<ModuleHost> StartAsync() =>
        new ModuleHostBuilder<ParcelsModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>().AddSingleton<Tracked>()).StartAsync();
}

internal static class Said
{
    public static void ShouldSatisfy(this (int Code, string Output, string Errors) said, int code, string line)
    {
        said.Errors.ShouldContain(line);
        said.Code.ShouldBe(code);
        said.Errors.TrimEnd().ShouldNotContain("\n");
    }
}
