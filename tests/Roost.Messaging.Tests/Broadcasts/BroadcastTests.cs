using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Broadcasts;
using Roost.Messaging.Tests.Events;
using Roost.Modules;
using Roost.Operations;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Broadcasts;

public sealed class BroadcastTests(PostgresServer server)
{
    private const string Listening = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'roost-broadcasts' AND query LIKE 'LISTEN%' AND state = 'idle'";

    [Fact]
    public async Task Every_host_hears_once_the_senders_own_and_those_that_only_serve_as_well()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server);
        await using var other = await host.StartAnotherAsync<LoudModule>(("Roost:Host:Roles", "api"));
        await host.UntilAsync(Listening, 2L);

        await SendAsync(host, "one");
        await SendAsync(host, "two");

        // What comes behind it proves that no echo did.
        await EarOf(host.Services).HeardAsync("two");
        await EarOf(other.Services).HeardAsync("two");
        other.Services.GetRequiredService<IBroadcastSender>().Send(host.Context(), new Shout("three"));
        await EarOf(host.Services).HeardAsync("three");
        await EarOf(other.Services).HeardAsync("three");
        EarOf(host.Services).All.Select(heard => heard.What).ShouldBe(["one", "two", "three"]);
        EarOf(other.Services).All.Select(heard => heard.What).ShouldBe(["one", "two", "three"]);
        EarOf(other.Services).All.ShouldAllBe(heard => heard.Context.Tenant == host.Tenant && heard.Context.CorrelationId == "news-test" && heard.Context.Principal.Kind == PrincipalKind.System);
    }

    [Fact]
    public async Task Nobody_hears_of_what_did_not_commit()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server);

        await Should.ThrowAsync<InvalidOperationException>(host.RunAsync<int>(services =>
        {
            services.GetRequiredService<IBroadcasts>().Send(new Shout("never"));
            throw new InvalidOperationException("It went wrong.");
        }));
        await SendAsync(host, "afterwards");

        await EarOf(host.Services).HeardAsync("afterwards");
        EarOf(host.Services).All.Select(heard => heard.What).ShouldBe(["afterwards"]);
    }

    [Fact]
    public async Task One_that_fails_is_not_the_end_of_hearing()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server);

        await SendAsync(host, "fail");
        await SendAsync(host, "next");

        await EarOf(host.Services).HeardAsync("next");
    }

    [Fact]
    public async Task Without_notify_they_stay_in_the_process()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server, ("Roost:Messaging:Notify", "false"));
        await using var other = await host.StartAnotherAsync<LoudModule>();
        await host.UntilAsync(Listening, 1L);

        await SendAsync(host, "quiet");
        await EarOf(host.Services).HeardAsync("quiet");
        other.Services.GetRequiredService<IBroadcastSender>().Send(host.Context(), new Shout("loud"));

        await EarOf(other.Services).HeardAsync("loud");
        EarOf(other.Services).All.Select(heard => heard.What).ShouldBe(["loud"]);
        EarOf(host.Services).All.Select(heard => heard.What).ShouldBe(["quiet"]);
    }

    [Fact]
    public async Task A_listener_that_was_cut_off_listens_again()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server);
        await using var other = await host.StartAnotherAsync<LoudModule>();
        await host.UntilAsync(Listening, 2L);
        var cut = await host.LookAsync<int>("SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'roost-broadcasts'");

        await host.UntilAsync($"{Listening} AND pid <> ALL (@cut)", 2L, new { cut = cut.ToArray() });
        await SendAsync(host, "again");

        await EarOf(other.Services).HeardAsync("again");
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_when_it_is()
    {
        await using var host = await NewsHost.StartAsync<LoudModule>(server);
        var sender = host.Services.GetRequiredService<IBroadcastSender>();

        Should.Throw<ArgumentException>(() => sender.Send(host.Context(), new Shout(new string('x', 7900)))).Message.ShouldContain("7,900 is the most");
        Should.Throw<InvalidOperationException>(() => sender.Send(host.Context(), new Whisper())).Message.ShouldContain(".Hears<Whisper, …>()");
        sender.Send(host.Context(), new Shout(new string('x', 7700)));

        await EarOf(host.Services).HeardAsync(new string('x', 7700));
    }

    private static Ear EarOf(IServiceProvider services) => services.GetRequiredService<Ear>();

    private static Task<int> SendAsync(NewsHost host, string what) => host.RunAsync(services =>
    {
        services.GetRequiredService<IBroadcasts>().Send(new Shout(what));
        return Task.FromResult(0);
    });
}

[Module("loud")]
public sealed class LoudModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Hears<Shout, Listener>()
        .Services(services => services.AddSingleton<Ear>());
}

public sealed record Shout(string What);

public sealed record Whisper;

internal sealed class Ear
{
    private readonly ConcurrentQueue<(string What, CallContext Context)> _all = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    public IReadOnlyCollection<(string What, CallContext Context)> All => _all;

    public void Hear(string what, CallContext context)
    {
        _all.Enqueue((what, context));
        Of(what).TrySetResult();
    }

    public Task HeardAsync(string what) => Of(what).Task.WaitAsync(TimeSpan.FromSeconds(30));

    private TaskCompletionSource Of(string what) => _awaited.GetOrAdd(what, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

internal sealed class Listener(Ear ear, CallContext context) : IBroadcastHandler<Shout>
{
    public Task HandleAsync(Shout broadcast, CancellationToken cancellationToken)
    {
        ear.Hear(broadcast.What, context);
        return broadcast.What == "fail" ? throw new InvalidOperationException("Deaf.") : Task.CompletedTask;
    }
}
