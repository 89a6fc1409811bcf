using System.Net;
using System.Text.Json;
using Shop.Shapes.Tests.Orders;

namespace Shop.Shapes.Tests.Payments;

public sealed class LedgerTests(ShopUnderTest shop)
{
    [Fact]
    public async Task The_entries_of_a_payment_tell_its_story_newest_first()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var payment = await staff.SellAsync(customer);
        (await staff.RefundAsync(payment, 500)).ShouldBe(HttpStatusCode.Created);

        var entries = (await staff.GetAsync($"/v1/ledger/entries?payment={payment}")).ShouldBe(HttpStatusCode.OK).Body.List("items");

        entries.Select(Story).ShouldBe(
            [
                "authorization provider_holds 1999/0", "authorization customer_holds 0/1999",
                "capture customer_holds 1999/0", "capture provider_holds 0/1999", "capture provider_receivable 1999/0", "capture sales 0/1999",
                "refund refunds 500/0", "refund provider_receivable 0/500",
            ],
            ignoreOrder: true);
        entries.Select(entry => entry.Text("kind")).Distinct().ShouldBe(["refund", "capture", "authorization"]);
    }

    [Fact]
    public async Task The_books_of_a_shop_are_in_balance_whatever_is_bought_and_given_back()
    {
        using var own = await shop.OpenAsync();
        var (owner, customer) = (own.Owner, own.Customer);
        (await owner.GetAsync("/v1/ledger/trial-balance")).Body.List("totals").ShouldBeEmpty();

        var payments = await Task.WhenAll(owner.SellAsync(customer), owner.SellAsync(customer, quantity: 2));
        await owner.RefundAsync(payments[0], 500);
        await customer.BuyAsync(await owner.StockAsync(1), "pm_declined");
        var order = (await owner.GetAsync($"/v1/payments/{payments[1]}")).Body.At("orderId").GetGuid();
        await customer.CancelAsync(order);

        var trial = (await owner.GetAsync("/v1/ledger/trial-balance")).ShouldBe(HttpStatusCode.OK).Body;
        trial.At("balanced").GetBoolean().ShouldBeTrue();
        var euro = trial.List("totals").ShouldHaveSingleItem();
        euro.Text("currency").ShouldBe("EUR");
        euro.Number("debit").ShouldBe(euro.Number("credit"));
        (await BalancesAsync(owner)).ShouldBe(
            new Dictionary<string, long> { ["provider_holds"] = 0, ["customer_holds"] = 0, ["provider_receivable"] = 1499, ["sales"] = 5997, ["refunds"] = 4498 },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Entries_come_in_pages_and_of_one_account_if_that_is_asked_for()
    {
        using var own = await shop.OpenAsync();
        var payment = await own.Owner.SellAsync(own.Customer);

        var pages = await own.Owner.PagesAsync("/v1/ledger/entries", limit: 4);
        var sales = (await own.Owner.GetAsync("/v1/ledger/entries?account=sales")).Body.List("items");

        pages.Select(page => page.Count).ShouldBe([4, 2]);
        pages.SelectMany(page => page).ShouldAllBe(entry => entry.At("paymentId").GetGuid() == payment);
        sales.Select(Story).ShouldBe(["capture sales 0/1999"]);
        (await own.Owner.GetAsync("/v1/ledger/entries?account=pocket")).ShouldName("account");
        (await own.Owner.GetAsync("/v1/ledger/differences")).ShouldBe(HttpStatusCode.OK).Body.List("items").ShouldBeEmpty();
    }

    private static string Story(JsonElement entry) => $"{entry.Text("kind")} {entry.Text("account")} {entry.Number("debit")}/{entry.Number("credit")}";

    private static async Task<Dictionary<string, long>> BalancesAsync(Person owner) => (await owner.GetAsync("/v1/ledger/accounts")).ShouldBe(HttpStatusCode.OK).Body.List("accounts")
        .ToDictionary(account => account.Text("code")!, account => account.List("balances").Sum(balance => balance.Number("balance")));
}
