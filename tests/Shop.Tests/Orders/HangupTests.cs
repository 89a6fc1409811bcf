using System.Net;

namespace Shop.Tests.Orders;

public sealed class HangupTests(OrderDesk desk) : IClassFixture<OrderDesk>, IDisposable
{
    public void Dispose() => desk.Line.Mend();

    [Fact]
    public async Task A_customer_who_closes_the_tab_while_the_bank_thinks_gets_what_was_paid_for()
    {
        var product = await desk.StockAsync(3);
        var (customer, key) = (desk.CreateCustomer(), $"{Guid.CreateVersion7()}");

        await HangUpAsync(tab => desk.OrderAsync(customer, product, "pm_slow", key: key, cancellationToken: tab));

        var order = (await desk.AnswerAsync(HttpMethod.Get, "/v1/orders", customer)).Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        order.GetProperty("status").GetString().ShouldBe("confirmed");
        (await desk.StockOfAsync(product)).ShouldBe("2/0");
        (await desk.Sandbox.MovementsOfAsync(order.GetProperty("id").GetString()!)).ShouldBe(["charge 1999"]);
        var again = await desk.OrderAsync(customer, product, "pm_slow", key: key);
        (again.Status, again.OrderId).ShouldBe((HttpStatusCode.Created, order.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_waits_for_gives_money_and_stock_back()
    {
        var product = await desk.StockAsync(3);
        var customer = desk.CreateCustomer();
        var order = await desk.OrderAsync(customer, product);

        await HangUpAsync(tab => desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{order.OrderId}/cancel", customer, cancellationToken: tab));

        (await desk.AnswerAsync(HttpMethod.Get, order.Location!, customer)).Outcome.ShouldBe("cancelled");
        (await desk.StockOfAsync(product)).ShouldBe("3/0");
        (await desk.Sandbox.MovementsOfAsync($"{order.OrderId:D}")).ShouldBe(["charge 1999", "refund 1999"]);
    }

    /// <summary>Hangs up while the provider's answer is on its way, which it then gives.</summary>
    private async Task HangUpAsync(Func<CancellationToken, Task> ask)
    {
        desk.Hangups.Forget();
        var held = desk.Line.HoldAnswers();
        using var tab = new CancellationTokenSource();
        var asking = ask(tab.Token);
        await held.Reached;
        await tab.CancelAsync();
        await asking.ShouldThrowAsync<OperationCanceledException>();
        await desk.Hangups.Noticed;
        held.LetGo();
        await desk.Hangups.Ended;
    }
}
