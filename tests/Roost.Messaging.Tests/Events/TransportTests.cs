using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Transport;
using Roost.Modules;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

/// <summary>Two databases, and events that go from one to the other.</summary>
public sealed class TransportTests(PostgresServer server)
{
    [Fact]
    public async Task An_event_goes_to_another_database_once_however_often_it_is_sent_and_no_further()
    {
        await using var there = await NewsHost.StartAsync(server);
        await using var here = await NewsHost.StartAsync<SendingModule>(server);
        var courier = here.Services.GetRequiredService<Courier>();
        courier.Inbox = there.Services.GetRequiredService<IEventInbox>();
        // The first answer is lost: the other side has it, and this one does not know.
        courier.LoseAnswers = 1;

        var id = await here.RunAsync(services => Task.FromResult(services.GetRequiredService<IEvents>().Publish(new Printed("abroad"), "key")));

        var heard = await there.Desk.HeardAsync("reader", "abroad");
        heard.Run.EventId.ShouldBe(id);
        heard.Run.Key.ShouldBe("key");
        heard.Context.Tenant.ShouldBe(here.Tenant);
        heard.Context.CorrelationId.ShouldBe("news-test");
        heard.Context.Principal.Roles.ShouldBe(["staff"]);
        await here.UntilAsync("SELECT count(*) FROM roost.job_done WHERE kind = 'news.forward-printed-to-elsewhere'", 1L);
        courier.Answers.ShouldBe([true, false]);
        await there.UntilAsync("SELECT count(*) FROM roost.job_done", 2L);
        there.Desk.Heard.Count(one => one.Who == "reader").ShouldBe(1);
        heard.Run.PublishedAt.UtcDateTime.ShouldBe(await here.CountAsync<DateTime>("SELECT published_at FROM roost.event_log"));
    }

    [Fact]
    public async Task What_came_from_elsewhere_is_handled_here_and_not_sent_back()
    {
        await using var host = await NewsHost.StartAsync<SendingModule>(server);
        var courier = host.Services.GetRequiredService<Courier>();
        courier.Inbox = host.Services.GetRequiredService<IEventInbox>();
        var envelope = new EventEnvelope(
            Guid.CreateVersion7(), "news.printed", host.Tenant, null, DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes("""{"k":0,"c":"elsewhere"}"""), Encoding.UTF8.GetBytes("""{"title":"foreign"}"""));

        (await courier.Inbox.ReceiveAsync(envelope)).ShouldBeTrue();
        (await courier.Inbox.ReceiveAsync(envelope)).ShouldBeFalse();
        await Should.ThrowAsync<System.Text.Json.JsonException>(courier.Inbox.ReceiveAsync(envelope with { Id = Guid.CreateVersion7(), Origin = Encoding.UTF8.GetBytes("nonsense") }));

        (await host.Desk.HeardAsync("reader", "foreign")).Context.CorrelationId.ShouldBe("elsewhere");
        await host.UntilAsync("SELECT count(*) FROM roost.job", 0L);
        (await host.LookAsync<string>("SELECT kind FROM roost.job_done")).ShouldBe(["news.on-printed"]);
        courier.Answers.ShouldBeEmpty();
    }
}

[Module("news")]
public sealed class SendingModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Printed>()
        .Handles<Printed, Reader>()
        .Forwards<Printed>("elsewhere", job => job.InOrder().RetryAfter(static _ => TimeSpan.Zero))
        .Services(services => services.AddSingleton<Desk>().AddSingleton<Courier>().AddSingleton<IEventTransport>(provider => provider.GetRequiredService<Courier>()));
}

/// <summary>Hands over to another database of the same process.</summary>
internal sealed class Courier : IEventTransport
{
    private readonly ConcurrentQueue<bool> _answers = new();

    public string Name => "elsewhere";

    public IEventInbox? Inbox { get; set; }

    public int LoseAnswers { get; set; }

    public IReadOnlyCollection<bool> Answers => _answers;

    public async Task SendAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        _answers.Enqueue(await Inbox!.ReceiveAsync(envelope, cancellationToken));
        if (LoseAnswers-- > 0)
        {
            throw new IOException("The answer was lost.");
        }
    }
}
