using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Operations;
using Shop.Inventory.Contracts;

namespace Shop.Tests.Orders;

/// <summary>Orders of whose payment nobody has heard, and the ways out of that.</summary>
public sealed class PendingTests(OrderDesk desk) : IClassFixture<OrderDesk>, IDisposable
{
    private readonly string _customer = desk.CreateCustomer();
    private readonly string _key = $"{Guid.CreateVersion7()}";

    public void Dispose() => desk.Line.Mend();

    [Fact]
    public async Task An_order_whose_payment_is_unknown_is_accepted_and_goes_on_when_it_comes_again()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);

        var order = await desk.OrderAsync(_customer, product, key: _key);

        pending.Location.ShouldBe($"/v1/orders/{pending.OrderId}");
        (order.Status, order.Outcome, order.OrderId).ShouldBe((HttpStatusCode.Created, "confirmed", pending.OrderId));
        await ShouldHaveAsync(product, "2/0", pending.OrderId, "charge 1999");
    }

    [Fact]
    public async Task A_pending_order_whose_key_is_lost_can_be_cancelled()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);

        var cancelled = await CancelAsync(pending.OrderId);

        (cancelled.Status, cancelled.Outcome).ShouldBe((HttpStatusCode.OK, "cancelled"));
        await ShouldHaveAsync(product, "3/0", pending.OrderId, "charge 1999", "refund 1999");
    }

    [Fact]
    public async Task A_pending_order_that_is_being_cancelled_is_not_sold_any_more()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);
        desk.Line.GivesAnswers = false;
        var unheard = await CancelAsync(pending.OrderId);
        desk.Line.Mend();

        var again = await desk.OrderAsync(_customer, product, key: _key);
        var cancelled = await CancelAsync(pending.OrderId);

        (unheard.Status, unheard.Outcome).ShouldBe((HttpStatusCode.ServiceUnavailable, "payments.unknown"));
        (again.Status, again.Outcome).ShouldBe((HttpStatusCode.Accepted, "cancelling"));
        cancelled.Outcome.ShouldBe("cancelled");
        await ShouldHaveAsync(product, "3/0", pending.OrderId, "charge 1999", "refund 1999");
    }

    [Fact]
    public async Task An_order_whose_checkout_is_under_way_cannot_be_cancelled()
    {
        var product = await desk.StockAsync(3);
        var held = desk.Line.HoldAnswers();
        var ordering = desk.OrderAsync(_customer, product, key: _key);
        await held.Reached;
        var id = (await desk.AnswerAsync(HttpMethod.Get, "/v1/orders", _customer)).Body.GetProperty("items")[0].GetProperty("id").GetGuid();

        var refused = await CancelAsync(id);
        held.LetGo();

        (refused.Status, refused.Outcome).ShouldBe((HttpStatusCode.Conflict, "orders.under_way"));
        (await ordering).Outcome.ShouldBe("confirmed");
    }

    [Fact]
    public async Task A_checkout_that_died_can_be_cancelled_when_it_could_not_be_running_any_more()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);
        await LeaseAsync(pending.OrderId, "1 minute");
        var early = await CancelAsync(pending.OrderId);
        await LeaseAsync(pending.OrderId, "-1 second");

        var late = await CancelAsync(pending.OrderId);

        early.Outcome.ShouldBe("orders.under_way");
        late.Outcome.ShouldBe("cancelled");
        await ShouldHaveAsync(product, "3/0", pending.OrderId, "charge 1999", "refund 1999");
    }

    [Fact]
    public async Task A_pending_order_that_never_got_as_far_as_the_stock_can_be_cancelled()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);
        // As if the host had died right after it had written the order down.
        await desk.LookAsync<int>(
            "DELETE FROM payments.payments WHERE order_id = @id; DELETE FROM inventory.reservation_lines WHERE reservation_id = @reservation; DELETE FROM inventory.reservations WHERE id = @reservation",
            new { id = pending.OrderId, reservation = await ReservationOfAsync(product) });

        (await CancelAsync(pending.OrderId)).Outcome.ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_checkout_that_was_cut_off_while_it_undid_itself_gives_the_money_back_when_it_comes_again()
    {
        var product = await desk.StockAsync(3);
        var pending = await OrderUnheardAsync(product);
        var reservation = await ReservationOfAsync(product);
        // As far as it had got: the stock is back, the money is not.
        await desk.Application.Services.GetRequiredService<IOperations>().RunAsync(
            new CallContext(desk.Tenant, Principal.System, "test"),
            (services, stop) => services.GetRequiredService<IInventory>().ReleaseAsync(new(reservation), stop));

        desk.Line.GivesAnswers = false;
        var unheard = await desk.OrderAsync(_customer, product, key: _key);
        desk.Line.Mend();
        var again = await desk.OrderAsync(_customer, product, key: _key);

        (unheard.Status, unheard.Outcome).ShouldBe((HttpStatusCode.Accepted, "pending"));
        (again.Outcome, again.Reason).ShouldBe(("rejected", "inventory.reservation_settled"));
        await ShouldHaveAsync(product, "3/0", pending.OrderId, "charge 1999", "refund 1999");
    }

    [Fact]
    public async Task What_went_wrong_first_is_what_the_customer_is_told_in_the_end()
    {
        var product = await desk.StockAsync(3);
        var order = await desk.OrderAsync(_customer, product, "pm_declined", key: _key);
        // As if the host had died between putting the stock back and writing down how the order ended.
        await desk.LookAsync<int>("UPDATE orders.orders SET status = 'Pending' WHERE id = @id", new { id = order.OrderId });
        await desk.LookAsync<int>("UPDATE roost.idempotency_key SET status = NULL, headers = NULL, body = NULL, leased_until = now() WHERE key = @_key", new { _key });

        var again = await desk.OrderAsync(_customer, product, "pm_declined", key: _key);

        (again.Outcome, again.Reason).ShouldBe(("rejected", "payments.declined"));
        await ShouldHaveAsync(product, "3/0", order.OrderId);
    }

    [Fact]
    public async Task A_key_that_money_was_taken_under_is_kept_for_a_week()
    {
        await desk.OrderAsync(_customer, await desk.StockAsync(3), key: _key);

        (await desk.LookAsync<bool>("SELECT expires_at > now() + interval '6 days 23 hours' FROM roost.idempotency_key WHERE key = @_key", new { _key })).ShouldBe([true]);
    }

    [Theory]
    [InlineData(Roles.Owner)]
    [InlineData(Roles.Staff)]
    public async Task Who_works_for_the_shop_sees_every_order_and_whose_it_is(string role)
    {
        var pending = await OrderUnheardAsync(await desk.StockAsync(3));
        var staff = desk.CreatePerson(role);

        var shown = await desk.AnswerAsync(HttpMethod.Get, pending.Location!, staff);
        var listed = await desk.AnswerAsync(HttpMethod.Get, "/v1/orders?limit=1", staff);

        (shown.Status, shown.Outcome).ShouldBe((HttpStatusCode.OK, "pending"));
        shown.Body.GetProperty("customerId").GetGuid().ShouldNotBe(Guid.Empty);
        listed.Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(pending.OrderId);
    }

    /// <summary>Orders while no answer of the provider's comes back.</summary>
    /// <summary>Of a product that was ordered once.</summary>
    private async Task<Guid> ReservationOfAsync(Guid product) =>
        (await desk.LookAsync<Guid>("SELECT reservation_id FROM inventory.reservation_lines WHERE product_id = @product", new { product })).ShouldHaveSingleItem();

    private async Task<Answer> OrderUnheardAsync(Guid product)
    {
        desk.Line.GivesAnswers = false;
        var pending = await desk.OrderAsync(_customer, product, key: _key);
        desk.Line.Mend();
        (pending.Status, pending.Outcome).ShouldBe((HttpStatusCode.Accepted, "pending"), pending.Body.GetRawText());
        return pending;
    }

    private Task<Answer> CancelAsync(Guid order) => desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{order}/cancel", _customer);

    private Task LeaseAsync(Guid order, string time) => desk.LookAsync<int>(
        "UPDATE orders.orders SET checkout_until = now() + CAST(@time AS interval) WHERE id = @order", new { order, time });

    private async Task ShouldHaveAsync(Guid product, string stock, Guid order, params string[] movements)
    {
        (await desk.StockOfAsync(product)).ShouldBe(stock);
        (await desk.Sandbox.MovementsOfAsync($"{order:D}")).ShouldBe(movements);
    }
}
