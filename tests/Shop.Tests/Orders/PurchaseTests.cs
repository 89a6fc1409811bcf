using System.Net;

namespace Shop.Tests.Orders;

public sealed class PurchaseTests(OrderDesk desk) : IClassFixture<OrderDesk>
{
    [Theory]
    [InlineData("pm_ok", "confirmed", null, "8/0", new[] { "authorization 3998", "capture 3998" })]
    [InlineData("pm_slow", "confirmed", null, "8/0", new[] { "authorization 3998", "capture 3998" })]
    [InlineData("pm_lost", "confirmed", null, "8/0", new[] { "authorization 3998", "capture 3998" })]
    [InlineData("pm_declined", "rejected", "payments.declined", "10/0", new string[0])]
    [InlineData("pm_unheard_of", "rejected", "payments.method_unknown", "10/0", new string[0])]
    [InlineData("pm_error", "rejected", "payments.failed", "10/0", new string[0])]
    public async Task A_means_of_payment_decides_the_order_and_stock_and_money_agree(
        string method, string status, string? reason, string stock, string[] movements)
    {
        var product = await desk.StockAsync(10);

        var order = await desk.OrderAsync(desk.CreateCustomer(), product, method, quantity: 2);

        (order.Outcome, order.Reason).ShouldBe((status, reason));
        await desk.Database.SettledAsync();
        order.Body.GetProperty("total").GetRawText().ShouldBe("""{"amount":3998,"currency":"EUR"}""");
        (await desk.StockOfAsync(product)).ShouldBe(stock);
        (await desk.Sandbox.MovementsOfAsync($"{order.OrderId:D}")).ShouldBe(movements);
    }

    [Fact]
    public async Task An_order_is_taken_down_at_once_and_its_customer_sees_how_it_gets_on()
    {
        var customer = desk.CreateCustomer();
        var held = desk.Line.HoldAnswers();

        var placed = await desk.PlaceAsync(customer, await desk.StockAsync(1));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = desk.FollowAsync(customer, placed.OrderId, "over", begun);
        await held.Reached;
        // Its end comes first only if it was in vain, and says why below.
        await Task.WhenAny(told, begun.Task);
        held.LetGo();

        (placed.Status, placed.Outcome, placed.Location).ShouldBe((HttpStatusCode.Accepted, "pending", $"/v1/orders/{placed.OrderId}"));
        (await told).Select(item => $"{item.Event} {item.Order.GetProperty("status")}").ShouldBe(["status pending", "over confirmed"]);
        desk.Line.Mend();
    }

    [Fact]
    public async Task What_is_not_in_stock_is_not_sold_and_not_charged()
    {
        var product = await desk.StockAsync(1);

        var order = await desk.OrderAsync(desk.CreateCustomer(), product, quantity: 2);

        (order.Outcome, order.Reason).ShouldBe(("rejected", "inventory.insufficient"));
        (await desk.StockOfAsync(product)).ShouldBe("1/0");
        (await desk.Sandbox.MovementsOfAsync($"{order.OrderId:D}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_order_gives_stock_and_money_back_however_often_it_is_cancelled()
    {
        var product = await desk.StockAsync(3);
        var customer = desk.CreateCustomer();
        var order = await desk.OrderAsync(customer, product, quantity: 2);
        await desk.Database.SettledAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{order.OrderId}/cancel", customer)));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.Accepted);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Accepted || answer.Status == HttpStatusCode.PreconditionFailed);
        (await desk.OverAsync(customer, order.OrderId)).Outcome.ShouldBe("cancelled");
        (await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{order.OrderId}/cancel", customer)).Status.ShouldBe(HttpStatusCode.OK);
        (await desk.StockOfAsync(product)).ShouldBe("3/0");
        (await desk.Sandbox.MovementsOfAsync($"{order.OrderId:D}")).ShouldBe(["authorization 3998", "capture 3998", "refund 3998"]);
    }

    [Fact]
    public async Task An_order_is_nobody_elses_to_see_or_to_cancel()
    {
        var order = await desk.OrderAsync(desk.CreateCustomer(), await desk.StockAsync(1));
        var other = desk.CreateCustomer();

        (await desk.AnswerAsync(HttpMethod.Get, order.Location!, other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.AnswerAsync(HttpMethod.Post, $"{order.Location}/cancel", other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.AnswerAsync(HttpMethod.Get, $"{order.Location}/events", other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.AnswerAsync(HttpMethod.Get, "/v1/orders", other)).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
