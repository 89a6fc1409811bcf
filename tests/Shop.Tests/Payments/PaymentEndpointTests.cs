using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roost;

namespace Shop.Tests.Payments;

public sealed class PaymentEndpointTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();
    private readonly HttpClient _staff = host.CreateStaff();

    public void Dispose()
    {
        host.Line.Mend();
        _staff.Dispose();
    }

    [Fact]
    public async Task Staff_see_a_payment_under_an_etag_that_changes_with_it()
    {
        var id = await PayAsync();
        using var first = await _staff.GetAsync($"/v1/payments/{id}");
        using var conditional = new HttpRequestMessage(HttpMethod.Get, $"/v1/payments/{id}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await _staff.SendAsync(conditional);
        await RefundAsync(id, new { amount = 999, reason = "Scratched." });
        using var second = await _staff.GetAsync($"/v1/payments/{id}");

        var payment = JsonNode.Parse(await second.Content.ReadAsStringAsync())!;
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldNotBe(first.Headers.ETag);
        ((string)payment["status"]!).ShouldBe("partially_refunded");
        ((long)payment["refunded"]!["amount"]!).ShouldBe(999);
        ((Guid)payment["orderId"]!).ShouldBe(_order);
    }

    [Fact]
    public async Task A_refund_under_one_key_is_made_once()
    {
        var id = await PayAsync();

        var first = await RefundAsync(id, new { amount = 500, reason = "Scratched." }, key: "a");
        var again = await RefundAsync(id, new { amount = 500, reason = "Scratched." }, key: "a");

        first.Status.ShouldBe(HttpStatusCode.Created);
        ((Guid)first.Json["paymentId"]!).ShouldBe(id);
        ((long)first.Json["amount"]!).ShouldBe(500);
        ((string)first.Json["status"]!).ShouldBe("made");
        ((Guid)again.Json["id"]!).ShouldBe((Guid)first.Json["id"]!);
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 500"]);
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_what_was_captured()
    {
        var id = await PayAsync();

        var refunds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefundAsync(id, new { amount = 300, reason = "Scratched." })));

        refunds.Count(refund => refund.Status == HttpStatusCode.Created).ShouldBe(6, "6 times 300 fit into 1999");
        refunds.Where(refund => refund.Status != HttpStatusCode.Created).ShouldAllBe(refund => (string)refund.Json["code"]! == "payments.refund_too_large");
        (await host.RowAsync(_order)).ShouldBe("PartiallyRefunded 1999 1800");
        (await RefundAsync(id, new { reason = "The rest." })).Json["amount"]!.GetValue<long>().ShouldBe(199);
        ((string)(await RefundAsync(id, new { reason = "More." })).Json["code"]!).ShouldBe("payments.nothing_to_refund");
        (await host.MovementsAsync(_order)).Length.ShouldBe(8);
    }

    [Fact]
    public async Task A_refund_that_was_cut_off_comes_to_its_end_by_itself()
    {
        // A request asks for four seconds at most.
        await using var quick = await host.StartAsync(host.Line.Address, TimeSpan.FromSeconds(1));
        using var staff = host.CreateStaff(quick);
        var id = (await host.ChargeAsync(quick, _order, "pm_ok")).Value.PaymentId;
        host.Line.GivesAnswers = false;

        var unknown = await RefundAsync(id, new { amount = 500, reason = "Scratched." }, client: staff);
        host.Line.Mend();
        await PaymentsHost.UntilOverAsync(quick, "payments.refund");

        unknown.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string)unknown.Json["code"]!).ShouldBe("payments.unknown");
        (await host.RowAsync(quick, _order)).ShouldBe("PartiallyRefunded 1999 500");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 500"]);
        (await PaymentsHost.ToldAsync(quick, _order)).ShouldBe([500]);
    }

    [Fact]
    public async Task A_payment_of_another_tenant_does_not_exist()
    {
        var id = await PayAsync();
        using var stranger = host.CreateStaff(TenantId.New());

        using var shown = await stranger.GetAsync($"/v1/payments/{id}");
        var refunded = await RefundAsync(id, new { reason = "Mine now." }, client: stranger);

        shown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        refunded.Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    [Theory]
    [InlineData("""{"amount":0,"reason":"x"}""")]
    [InlineData("""{"amount":-1,"reason":"x"}""")]
    [InlineData("""{"amount":1}""")]
    [InlineData("""{"amount":1,"reason":""}""")]
    [InlineData("""{"amount":"1","reason":"x"}""")]
    [InlineData("""{"amount":1,"reason":"x","currency":"EUR"}""")]
    public async Task A_faulty_refund_is_refused(string body)
    {
        var id = await PayAsync();

        (await RefundAsync(id, JsonNode.Parse(body)!)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<Guid> PayAsync() => (await host.ChargeAsync(_order, "pm_ok")).Value.PaymentId;

    private async Task<(HttpStatusCode Status, JsonNode Json)> RefundAsync(Guid id, object body, string? key = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/payments/{id}/refunds") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? $"{Guid.CreateVersion7()}");
        using var answer = await (client ?? _staff).SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
