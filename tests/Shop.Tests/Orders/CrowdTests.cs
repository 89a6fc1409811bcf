using System.Net;

namespace Shop.Tests.Orders;

public sealed class CrowdTests(OrderDesk desk) : IClassFixture<OrderDesk>
{
    [Fact]
    public async Task Of_a_thousand_buyers_of_a_hundred_a_hundred_get_one_and_pay()
    {
        var product = await desk.StockAsync(100);
        var buyers = Enumerable.Range(0, 1000).Select(_ => desk.CreateCustomer()).ToList();

        var answers = await Task.WhenAll(buyers.Select(buyer => desk.OrderAsync(buyer, product)));

        answers.CountBy(answer => (answer.Status, answer.Outcome)).ShouldBe(
            [new((HttpStatusCode.OK, "confirmed"), 100), new((HttpStatusCode.OK, "rejected"), 900)], ignoreOrder: true);
        answers.Where(answer => answer.Outcome == "rejected").ShouldAllBe(answer => answer.Reason == "inventory.insufficient");
        await desk.Database.SettledAsync(TimeSpan.FromMinutes(1));
        (await desk.StockOfAsync(product)).ShouldBe("0/0");
        var orders = answers.Select(answer => $"{answer.OrderId:D}").ToHashSet();
        var movements = await desk.Sandbox.MovementsAsync();
        movements.Where(movement => orders.Contains((string)movement["reference"]!)).Select(movement => $"{movement["type"]} {movement["amount"]}")
            .CountBy(movement => movement).ShouldBe([new("authorization 1999", 100), new("capture 1999", 100)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_hundred_repetitions_of_one_request_at_once_are_one_order_and_one_charge()
    {
        var product = await desk.StockAsync(100);
        var (customer, key) = (desk.CreateCustomer(), $"{Guid.CreateVersion7()}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => desk.PlaceAsync(customer, product, key: key)));
        var afterwards = await desk.OrderAsync(customer, product, key: key);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted || (answer.Status == HttpStatusCode.Conflict && answer.Outcome == "idempotency.in_flight"));
        afterwards.Outcome.ShouldBe("confirmed");
        answers.Where(answer => answer.Status == HttpStatusCode.Accepted).ShouldAllBe(answer => answer.OrderId == afterwards.OrderId);
        (await desk.AnswerAsync(HttpMethod.Get, "/v1/orders", customer)).Body.GetProperty("items").GetArrayLength().ShouldBe(1);
        await desk.Database.SettledAsync();
        (await desk.StockOfAsync(product)).ShouldBe("99/0");
        (await desk.Sandbox.MovementsOfAsync($"{afterwards.OrderId:D}")).ShouldBe(["authorization 1999", "capture 1999"]);
    }
}
