using System.Net;

namespace Shop.Tests.Orders;

/// <summary>Orders of whose payment nobody has heard, and the ways out of that.</summary>
public sealed class PendingTests(OrderDesk desk) : IClassFixture<OrderDesk>, IDisposable
{
    private readonly string _customer = desk.CreateCustomer();
    private readonly string _key = $"{Guid.CreateVersion7()}";

    public void Dispose() => desk.Line.Mend();

    [Fact]
    public async Task An_order_whose_payment_is_unknown_goes_on_by_itself_when_the_provider_is_heard_again()
    {
        var product = await desk.StockAsync(3);
        var pending = await PlaceUnheardAsync(product);

        desk.Line.Mend();
        var order = await desk.OverAsync(_customer, pending.OrderId);

        order.Outcome.ShouldBe("confirmed");
        await ShouldHaveAsync(product, "2/0", pending.OrderId, "authorization 1999", "capture 1999");
    }

    [Fact]
    public async Task A_request_that_comes_again_is_answered_as_before_and_orders_nothing_more()
    {
        var product = await desk.StockAsync(3);
        var pending = await PlaceUnheardAsync(product);

        var again = await desk.PlaceAsync(_customer, product, key: _key);
        desk.Line.Mend();
        await desk.OverAsync(_customer, pending.OrderId);

        (again.Status, again.OrderId).ShouldBe((HttpStatusCode.Accepted, pending.OrderId));
        await ShouldHaveAsync(product, "2/0", pending.OrderId, "authorization 1999", "capture 1999");
    }

    [Fact]
    public async Task A_pending_order_that_is_cancelled_gives_back_whatever_became_of_it()
    {
        var product = await desk.StockAsync(3);
        var pending = await PlaceUnheardAsync(product);

        var asked = await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{pending.OrderId}/cancel", _customer);
        desk.Line.Mend();
        var cancelled = await desk.OverAsync(_customer, pending.OrderId);

        (asked.Status, asked.Outcome).ShouldBe((HttpStatusCode.Accepted, "cancelling"));
        cancelled.Outcome.ShouldBe("cancelled");
        await ShouldHaveAsync(product, "3/0", pending.OrderId, "authorization 1999", "void 1999");
    }

    [Fact]
    public async Task An_order_that_is_cancelled_while_the_provider_answers_is_not_confirmed()
    {
        var product = await desk.StockAsync(3);
        var held = desk.Line.HoldAnswers();
        var placed = await desk.PlaceAsync(_customer, product, key: _key);
        await AuthorizedAsync(placed.OrderId);

        await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{placed.OrderId}/cancel", _customer);
        held.LetGo();

        (await desk.OverAsync(_customer, placed.OrderId)).Outcome.ShouldBe("cancelled");
        await ShouldHaveAsync(product, "3/0", placed.OrderId, "authorization 1999", "void 1999");
    }

    [Fact]
    public async Task An_order_of_before_checkouts_were_sagas_can_be_cancelled()
    {
        var product = await desk.StockAsync(3);
        var order = await desk.OrderAsync(_customer, product, key: _key);
        await desk.Database.SettledAsync();
        await desk.LookAsync<int>("UPDATE orders.orders SET status = 'Pending', has_checkout = false WHERE id = @id", new { id = order.OrderId });

        (await desk.CancelAsync(_customer, order.OrderId)).Outcome.ShouldBe("cancelled");
        await ShouldHaveAsync(product, "3/0", order.OrderId, "authorization 1999", "capture 1999", "refund 1999");
    }

    [Fact]
    public async Task A_rejected_order_is_not_cancelled()
    {
        var order = await desk.OrderAsync(_customer, await desk.StockAsync(3), "pm_declined");

        var refused = await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{order.OrderId}/cancel", _customer);

        (refused.Status, refused.Outcome).ShouldBe((HttpStatusCode.Conflict, "orders.not_cancellable"));
    }

    [Fact]
    public async Task A_key_that_money_was_taken_under_is_kept_for_a_week()
    {
        await desk.PlaceAsync(_customer, await desk.StockAsync(3), key: _key);

        (await desk.LookAsync<bool>("SELECT expires_at > now() + interval '6 days 23 hours' FROM roost.idempotency_key WHERE key = @_key", new { _key })).ShouldBe([true]);
    }

    [Theory]
    [InlineData(Roles.Owner)]
    [InlineData(Roles.Staff)]
    public async Task Who_works_for_the_shop_sees_every_order_and_whose_it_is(string role)
    {
        var pending = await PlaceUnheardAsync(await desk.StockAsync(3));
        var staff = desk.CreatePerson(role);

        var shown = await desk.AnswerAsync(HttpMethod.Get, pending.Location!, staff);
        var listed = await desk.AnswerAsync(HttpMethod.Get, "/v1/orders?limit=1", staff);

        (shown.Status, shown.Outcome).ShouldBe((HttpStatusCode.OK, "pending"));
        shown.Body.GetProperty("customerId").GetGuid().ShouldNotBe(Guid.Empty);
        listed.Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(pending.OrderId);
    }

    /// <summary>Orders while no answer of the provider's comes back, and waits until it has been asked in vain.</summary>
    private async Task<Answer> PlaceUnheardAsync(Guid product)
    {
        desk.Line.GivesAnswers = false;
        var pending = await desk.PlaceAsync(_customer, product, key: _key);
        pending.Status.ShouldBe(HttpStatusCode.Accepted, pending.Body.GetRawText());
        await desk.UntilAsync(
            "SELECT EXISTS (SELECT FROM roost.saga_history h JOIN roost.saga s ON s.id = h.saga_id WHERE s.key = @order::text AND h.step = 'authorize')", new { order = pending.OrderId });
        return pending;
    }

    /// <summary>Waits until the provider has done it. That an answer is held says less: it may be about another test's order, which is tried again.</summary>
    private async Task AuthorizedAsync(Guid order)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await desk.Sandbox.MovementsOfAsync($"{order:D}")).Length == 0)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private async Task ShouldHaveAsync(Guid product, string stock, Guid order, params string[] movements)
    {
        await desk.Database.SettledAsync();
        (await desk.StockOfAsync(product)).ShouldBe(stock);
        (await desk.Sandbox.MovementsOfAsync($"{order:D}")).ShouldBe(movements);
    }
}
