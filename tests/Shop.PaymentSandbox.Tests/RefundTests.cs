using System.Net.Http.Json;

namespace Shop.PaymentSandbox.Tests;

public sealed class RefundTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Fact]
    public async Task Refunds_add_up_to_what_was_captured()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, reference: _key);

        var part = await sandbox.Api.PostAsync(
            $"v1/charges/{charge.Id}/refunds", $"{_key}-1", JsonContent.Create(new { amount = 400, reason = "Too late" }));
        part.Status.ShouldBe(201);
        ((string)part.Json["chargeId"]!).ShouldBe(charge.Id);
        ((long)part.Json["amount"]!).ShouldBe(400);
        ((string)part.Json["currency"]!).ShouldBe("EUR");
        ((string)part.Json["reason"]!).ShouldBe("Too late");

        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-2", 601)).ShouldBeProblem(409, "refund_exceeds_captured");

        var rest = await sandbox.Api.RefundAsync(charge.Id, $"{_key}-3");
        ((long)rest.Json["amount"]!).ShouldBe(600, "a refund without an amount gives back all that is left");
        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-4")).ShouldBeProblem(409, "refund_exceeds_captured");

        var after = (await sandbox.Api.GetAsync($"v1/charges/{charge.Id}")).Json;
        ((long)after["amountRefunded"]!).ShouldBe(1000);
        ((string)after["status"]!).ShouldBe("captured");
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["charge 1000", "refund 400", "refund 600"]);
    }

    [Fact]
    public async Task A_refund_is_bound_by_what_was_captured_not_by_what_was_held()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, capture: false);
        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-1", 1)).ShouldBeProblem(409, "charge_not_captured");
        await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-2", 500);

        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-3", 501)).ShouldBeProblem(409, "refund_exceeds_captured");
        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-4", 500)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_refund_that_was_refused_can_be_repeated_under_its_key()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, capture: false);
        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-refund", 10)).ShouldBeProblem(409, "charge_not_captured");
        await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-capture");

        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-refund", 10)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_what_was_captured()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, reference: _key);

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => sandbox.Api.RefundAsync(charge.Id, $"{_key}-{i}", 30)));

        replies.Count(reply => reply.Status == 201).ShouldBe(33, "33 times 30 fit into 1000");
        replies.Where(reply => reply.Status != 201).ShouldAllBe(reply => reply.Code == "refund_exceeds_captured");
        var after = (await sandbox.Api.GetAsync($"v1/charges/{charge.Id}")).Json;
        ((long)after["amountRefunded"]!).ShouldBe(990);
        (await sandbox.Api.MovementsOfAsync(_key)).Count(movement => movement == "refund 30").ShouldBe(33);
    }

    [Fact]
    public async Task Duplicates_of_a_refund_at_once_refund_once()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, reference: _key);

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sandbox.Api.RefundAsync(charge.Id, $"{_key}-r", 10)));

        replies.Select(reply => (reply.Status, reply.Body)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(201);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["charge 1000", "refund 10"]);
    }
}
