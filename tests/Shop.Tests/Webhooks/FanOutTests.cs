using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Testing.Databases;
using Shop.Webhooks.Messages;

namespace Shop.Tests.Webhooks;

/// <summary>Who is told of an event.</summary>
public sealed class FanOutTests(PostgresServer server)
{
    // Later than any endpoint was made.
    private static readonly DateTimeOffset Someday = new(2036, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Guid _event = Guid.CreateVersion7();

    [Fact]
    public async Task Every_endpoint_that_asked_for_it_is_told_once_and_no_other()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        await desk.CreateAsync($"{desk.Receiver.Address}a", eventTypes: ["order.confirmed", "order.cancelled"]);
        await desk.CreateAsync($"{desk.Receiver.Address}b", eventTypes: ["order.confirmed"]);
        await desk.CreateAsync($"{desk.Receiver.Address}c", eventTypes: ["payment.refunded"]);

        (await AddAsync(desk)).ShouldBe(2);
        (await AddAsync(desk)).ShouldBe(0, "It is the same event.");
        await desk.SettledAsync();

        desk.Receiver.Messages.Select(message => message.Id).ShouldBe([$"msg_{_event:N}", $"msg_{_event:N}"]);
        desk.Receiver.Messages[0].Body.ShouldBe("""{"type":"order.confirmed","timestamp":"2036-01-02T03:04:05+00:00","data":{"orderId":7}}""");
    }

    [Fact]
    public async Task Another_shops_endpoints_are_not_told()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        await desk.CreateAsync();

        (await AddAsync(desk, TenantId.New())).ShouldBe(0);

        await desk.SettledAsync();
        desk.Receiver.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_undone_is_not_told()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        await desk.CreateAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => desk.RunAsync<int>(async services =>
        {
            await AddAsync(services, Someday);
            throw new InvalidOperationException("The order falls.");
        }));

        await desk.SettledAsync();
        desk.Receiver.Messages.ShouldBeEmpty();
        (await desk.LookAsync<long>("SELECT count(*) FROM webhooks.deliveries")).ShouldBe([0]);
    }

    [Fact]
    public async Task Who_came_after_it_is_not_told_when_it_is_replayed()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var before = DateTimeOffset.UtcNow;
        await desk.CreateAsync();

        (await desk.RunAsync(services => AddAsync(services, before))).ShouldBe(0);
        (await desk.RunAsync(services => AddAsync(services, DateTimeOffset.UtcNow))).ShouldBe(1);
    }

    private Task<int> AddAsync(WebhookDesk desk, TenantId? tenant = null) => desk.RunAsync(services => AddAsync(services, Someday), tenant);

    private Task<int> AddAsync(IServiceProvider services, DateTimeOffset occurredAt) => services.GetRequiredService<WebhookFanOut>().AddAsync(
        WebhookTypes.OrderConfirmed, new { OrderId = 7 }, _event, occurredAt, CancellationToken.None);
}
