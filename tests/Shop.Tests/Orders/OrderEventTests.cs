using System.Net;

namespace Shop.Tests.Orders;

/// <summary>What other modules are told of an order.</summary>
public sealed class OrderEventTests(OrderDesk desk) : IClassFixture<OrderDesk>, IDisposable
{
    private readonly string _customer = desk.CreateCustomer();
    private readonly string _key = $"{Guid.CreateVersion7()}";

    public void Dispose() => desk.Line.Mend();

    [Fact]
    public async Task Each_thing_that_happens_is_told_once_however_often_it_is_asked_for()
    {
        var product = await desk.StockAsync(3);

        var order = await desk.OrderAsync(_customer, product, key: _key);
        await desk.OrderAsync(_customer, product, key: _key);
        await desk.CancelAsync(_customer, order.OrderId);
        await desk.CancelAsync(_customer, order.OrderId);

        var told = await ToldAsync(order.OrderId);
        told.ShouldBe([$"orders.order-confirmed {order.OrderId} 1999 true", $"orders.order-cancelled {order.OrderId} 1999 true"]);
    }

    [Fact]
    public async Task An_order_that_fell_is_not_told_of()
    {
        var order = await desk.OrderAsync(_customer, await desk.StockAsync(1), "pm_declined");

        (await ToldAsync(order.OrderId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pending_order_that_is_cancelled_was_never_confirmed()
    {
        var product = await desk.StockAsync(1);
        desk.Line.GivesAnswers = false;
        var pending = await desk.PlaceAsync(_customer, product, key: _key);
        (await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{pending.OrderId}/cancel", _customer)).Status.ShouldBe(HttpStatusCode.Accepted);
        desk.Line.Mend();

        (await desk.OverAsync(_customer, pending.OrderId)).Outcome.ShouldBe("cancelled");

        (await ToldAsync(pending.OrderId)).ShouldBe([$"orders.order-cancelled {pending.OrderId} 1999 false"]);
    }

    /// <summary>The events of an order: name, key, amount, and whether it had been confirmed.</summary>
    private async Task<IReadOnlyList<string>> ToldAsync(Guid order)
    {
        await desk.Database.SettledAsync();
        return await desk.LookAsync<string>(
            """
            SELECT format('%s %s %s %s', name, key, said #>> '{total,amount}', (said ->> 'confirmedAt' IS NOT NULL)::text)
            FROM (SELECT position, name, key, convert_from(payload, 'UTF8')::json AS said FROM roost.event_log) e
            WHERE name LIKE 'orders.%' AND said ->> 'orderId' = @order::text
            ORDER BY position
            """,
            new { order });
    }
}
