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
        var held = desk.Line.HoldAnswers();
        var placed = await desk.PlaceAsync(customer, product, key: key);

        using var tab = new CancellationTokenSource();
        desk.Hangups.Forget();
        var following = desk.AnswerAsync(HttpMethod.Get, $"{placed.Location}/events", customer, cancellationToken: tab.Token);
        await held.Reached;
        await tab.CancelAsync();
        await following.ShouldThrowAsync<OperationCanceledException>();
        await desk.Hangups.Ended;
        held.LetGo();

        (await desk.OverAsync(customer, placed.OrderId)).Outcome.ShouldBe("confirmed");
        await desk.Database.SettledAsync();
        (await desk.StockOfAsync(product)).ShouldBe("2/0");
        (await desk.Sandbox.MovementsOfAsync($"{placed.OrderId:D}")).ShouldBe(["authorization 1999", "capture 1999"]);
        var again = await desk.PlaceAsync(customer, product, key: key);
        (again.Status, again.OrderId).ShouldBe((HttpStatusCode.Accepted, placed.OrderId));
    }
}
