using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Shop.Tests.Orders;
using Shop.Tests.StandardWebhooks;

namespace Shop.Tests.Webhooks;

/// <summary>What happens in the running shop, as a merchant's system hears of it.</summary>
public sealed class ShopEventTests(OrderDesk desk, WebhookJudge judge) : IClassFixture<OrderDesk>
{
    [Fact]
    public async Task A_purchase_a_refund_and_a_cancellation_reach_the_merchants_system_signed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var secret = await SubscribeAsync(receiver, "order.confirmed", "order.cancelled", "payment.refunded");
        var customer = desk.CreateCustomer();

        var order = await desk.OrderAsync(customer, await desk.StockAsync(5), quantity: 2);
        await desk.Database.SettledAsync();
        var payment = order.Body.GetProperty("paymentId").GetGuid();
        (await desk.AnswerAsync(HttpMethod.Post, $"/v1/payments/{payment}/refunds", desk.CreatePerson(Roles.Staff), new { reason = "Late.", amount = 500 }, $"{Guid.CreateVersion7()}"))
            .Status.ShouldBe(HttpStatusCode.Created);
        await desk.Database.SettledAsync();
        (await desk.CancelAsync(customer, order.OrderId)).Outcome.ShouldBe("cancelled");
        await desk.Database.SettledAsync();

        var messages = receiver.Messages.Select(message => JsonNode.Parse(message.Body)!).ToList();
        messages[..2].Select(message => (string)message["type"]!).ShouldBe(["order.confirmed", "payment.refunded"]);
        // The money goes back before the order is cancelled, and deliveries overtake each other.
        messages[2..].Select(message => (string)message["type"]!).ShouldBe(["payment.refunded", "order.cancelled"], ignoreOrder: true);
        messages.ShouldAllBe(message => (Guid)message["data"]!["orderId"]! == order.OrderId);
        messages[0]["data"]!["total"]!.ToJsonString().ShouldBe("""{"amount":3998,"currency":"EUR"}""");
        messages.Where(message => (string)message["type"]! == "payment.refunded").Select(message => message["data"]!["amount"]!.ToJsonString())
            .ShouldBe(["""{"amount":500,"currency":"EUR"}""", """{"amount":3498,"currency":"EUR"}"""]);
        foreach (var message in receiver.Messages)
        {
            var verdict = await judge.AskAsync(secret, message);
            ((bool)verdict["ok"]!).ShouldBeTrue(verdict.ToJsonString());
        }
    }

    [Fact]
    public async Task Events_that_are_replayed_send_nothing_twice()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SubscribeAsync(receiver, "order.confirmed");
        var order = await desk.OrderAsync(desk.CreateCustomer(), await desk.StockAsync(1));
        await desk.Database.SettledAsync();
        var handled = await HandledAsync();

        (await desk.Application.Services.GetRequiredService<IEventReplay>().ReplayAsync("webhooks.on-order-confirmed", DateTimeOffset.UtcNow.AddHours(-1))).IsSuccess.ShouldBeTrue();
        await desk.UntilAsync("SELECT bool_and(position IS NULL) FROM roost.event_subscription");
        await desk.Database.SettledAsync();

        (await HandledAsync()).ShouldBe(2 * handled, "Each event came once more.");
        receiver.Messages.Select(message => (Guid)JsonNode.Parse(message.Body)!["data"]!["orderId"]!).Where(id => id == order.OrderId).ShouldHaveSingleItem();
        (await desk.LookAsync<long>("SELECT count(*) FROM webhooks.deliveries GROUP BY receiver_id, message_id HAVING count(*) > 1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_fell_is_not_told_of()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SubscribeAsync(receiver, "order.confirmed", "order.cancelled", "payment.refunded");

        (await desk.OrderAsync(desk.CreateCustomer(), await desk.StockAsync(1), "pm_declined")).Outcome.ShouldBe("rejected");

        await desk.Database.SettledAsync();
        receiver.Messages.ShouldBeEmpty();
    }

    private async Task<long> HandledAsync() =>
        (await desk.LookAsync<long>("SELECT count(*) FROM roost.job_done WHERE kind = 'webhooks.on-order-confirmed'")).ShouldHaveSingleItem();

    private async Task<string> SubscribeAsync(WebhookReceiver receiver, params string[] eventTypes)
    {
        var created = await desk.AnswerAsync(HttpMethod.Post, "/v1/webhook-endpoints", desk.CreatePerson(Roles.Owner), new { url = receiver.Address.AbsoluteUri, eventTypes });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.GetRawText());
        return created.Body.GetProperty("secret").GetString()!;
    }
}
