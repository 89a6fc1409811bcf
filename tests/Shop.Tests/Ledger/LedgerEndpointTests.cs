using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roost;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

public sealed class LedgerEndpointTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();
    private readonly HttpClient _staff = host.CreateStaff();

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_payments_entries_tell_its_story_newest_first()
    {
        var payment = await SellAsync(1999, 500);

        var entries = (await ReadAsync($"entries?payment={payment}"))["items"]!.AsArray();

        entries.Select(Story).ShouldBe(
            [
                "authorization provider_holds 1999/0", "authorization customer_holds 0/1999",
                "capture customer_holds 1999/0", "capture provider_holds 0/1999", "capture provider_receivable 1999/0", "capture sales 0/1999",
                "refund refunds 500/0", "refund provider_receivable 0/500",
            ],
            ignoreOrder: true);
        entries.Select(entry => (string)entry!["kind"]!).Distinct().ShouldBe(["refund", "capture", "authorization"]);
        entries.ShouldAllBe(entry => (Guid)entry!["paymentId"]! == payment && (string)entry["currency"]! == "EUR");
    }

    [Fact]
    public async Task Entries_come_in_pages_and_of_one_account_if_that_is_asked_for()
    {
        var payment = await SellAsync(1999, 500);
        List<string> paged = [];
        string? next = "";
        do
        {
            var page = await ReadAsync($"entries?payment={payment}&limit=3{next}");
            paged.AddRange(page["items"]!.AsArray().Select(Story));
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(3);
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);

        var sales = (await ReadAsync($"entries?payment={payment}&account=sales"))["items"]!.AsArray();

        paged.Count.ShouldBe(8);
        paged.ShouldBeUnique();
        sales.Select(Story).ShouldBe(["capture sales 0/1999"]);
    }

    [Fact]
    public async Task An_account_that_is_not_in_the_chart_is_refused()
    {
        using var answer = await _staff.GetAsync("/v1/ledger/entries?account=pocket");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!["account"]![0]!).ShouldStartWith("There is no such account.");
    }

    [Fact]
    public async Task Accounts_and_trial_balance_say_what_has_moved_and_to_nobody_else()
    {
        var tenant = TenantId.New();
        using var stranger = host.CreateStaff(tenant);
        var before = await BalancesAsync();
        await SellAsync(1999, 500);
        await host.AuthorizeAsync(Guid.CreateVersion7(), amount: 300);

        var after = await BalancesAsync();
        var trial = await ReadAsync("trial-balance");
        var foreign = (await stranger.GetFromJsonAsync<JsonNode>("/v1/ledger/trial-balance"))!;

        after.ToDictionary(account => account.Key, account => account.Value - before[account.Key]).ShouldBe(
            new Dictionary<string, long> { ["provider_holds"] = 300, ["customer_holds"] = 300, ["provider_receivable"] = 1499, ["sales"] = 1999, ["refunds"] = 500 },
            ignoreOrder: true);
        ((bool)trial["balanced"]!).ShouldBeTrue();
        ((long)trial["totals"]![0]!["debit"]!).ShouldBe((long)trial["totals"]![0]!["credit"]!);
        foreign.ToJsonString().ShouldBe("""{"balanced":true,"totals":[]}""");
        ((await stranger.GetFromJsonAsync<JsonNode>("/v1/ledger/entries"))!["items"]!.AsArray()).ShouldBeEmpty();
    }

    private static string Story(JsonNode? entry) => $"{entry!["kind"]} {entry["account"]} {entry["debit"]}/{entry["credit"]}";

    private async Task<Guid> SellAsync(long amount, long refund)
    {
        var payment = (await host.AuthorizeAsync(_order, amount: amount)).Value.PaymentId;
        (await host.CaptureAsync(payment, Guid.CreateVersion7())).IsSuccess.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/payments/{payment}/refunds") { Content = JsonContent.Create(new { amount = refund, reason = "Scratched." }) };
        request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        using var answer = await _staff.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return payment;
    }

    private async Task<Dictionary<string, long>> BalancesAsync() => (await ReadAsync("accounts"))["accounts"]!.AsArray()
        .ToDictionary(account => (string)account!["code"]!, account => account!["balances"]!.AsArray().Sum(balance => (long)balance!["balance"]!));

    private async Task<JsonNode> ReadAsync(string path) => (await _staff.GetFromJsonAsync<JsonNode>($"/v1/ledger/{path}"))!;
}
