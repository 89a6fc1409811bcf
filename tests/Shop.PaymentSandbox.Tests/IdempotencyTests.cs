using System.Net.Http.Headers;

namespace Shop.PaymentSandbox.Tests;

public sealed class IdempotencyTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Fact]
    public async Task The_same_call_gets_the_same_answer_however_its_JSON_is_laid_out()
    {
        var first = await sandbox.Api.ChargeAsync(_key);
        var again = await PostAsync("""{ "reference":"order", "capture":true, "method":"pm_ok", "currency":"EUR", "amount":1000 }""");

        (again.Status, again.Body).ShouldBe((201, first.Body));
        (first.IsReplay, again.IsReplay).ShouldBe((false, true));
    }

    [Fact]
    public async Task The_answer_stays_the_first_one_after_the_charge_changed()
    {
        var first = await sandbox.Api.ChargeAsync(_key);
        await sandbox.Api.RefundAsync(first.Id, $"{_key}-refund");

        (await sandbox.Api.ChargeAsync(_key)).Body.ShouldBe(first.Body);
    }

    [Theory]
    [InlineData("""{"amount":1001,"currency":"EUR","method":"pm_ok","reference":"order"}""")]
    [InlineData("""{"amount":1000,"currency":"USD","method":"pm_ok","reference":"order"}""")]
    [InlineData("""{"amount":1000,"currency":"EUR","method":"pm_slow","reference":"order"}""")]
    [InlineData("""{"amount":1000,"currency":"EUR","method":"pm_error","reference":"order"}""")]
    [InlineData("""{"amount":1000,"currency":"EUR","method":"pm_ok","reference":"other"}""")]
    [InlineData("""{"amount":1000,"currency":"EUR","method":"pm_ok","reference":"order","capture":false}""")]
    public async Task Another_call_under_the_key_is_refused(string body)
    {
        await sandbox.Api.ChargeAsync(_key);

        (await PostAsync(body)).ShouldBeProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Another_operation_under_the_key_is_refused()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, capture: false);

        (await sandbox.Api.CaptureAsync(charge.Id, _key)).ShouldBeProblem(422, "idempotency_key_reused");
        (await sandbox.Api.VoidAsync(charge.Id, _key)).ShouldBeProblem(422, "idempotency_key_reused");
        (await sandbox.Api.RefundAsync(charge.Id, _key)).ShouldBeProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Captures_voids_and_refunds_repeat_their_answers_too()
    {
        var captured = await sandbox.Api.ChargeAsync($"{_key}-1", capture: false);
        var voided = await sandbox.Api.ChargeAsync($"{_key}-2", capture: false);
        Func<Task<Reply>>[] calls =
        [
            () => sandbox.Api.CaptureAsync(captured.Id, $"{_key}-capture", 700),
            () => sandbox.Api.RefundAsync(captured.Id, $"{_key}-refund", 300),
            () => sandbox.Api.VoidAsync(voided.Id, $"{_key}-void"),
        ];

        foreach (var call in calls)
        {
            var first = await call();
            var again = await call();
            first.Status.ShouldBeInRange(200, 201, first.Body);
            (again.Status, again.Body, again.IsReplay).ShouldBe((first.Status, first.Body, true));
        }
    }

    [Theory]
    [InlineData("pm_ok")]
    [InlineData("pm_slow")]
    public async Task A_hundred_duplicates_at_once_charge_once(string method)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(_ => sandbox.Api.ChargeAsync(_key, method: method, reference: _key)));

        replies.ShouldAllBe(reply => reply.Status == 201);
        replies.Select(reply => reply.Body).Distinct().ShouldHaveSingleItem();
        replies.Count(reply => !reply.IsReplay).ShouldBe(1);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["charge 1000"]);
    }

    [Fact]
    public async Task Of_a_hundred_lost_duplicates_at_once_one_is_lost()
    {
        var calls = Enumerable.Range(0, 100)
            .Select(_ => sandbox.Api.ChargeAsync(_key, method: "pm_lost", reference: _key)).ToArray();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        calls.Count(call => call.IsFaulted).ShouldBe(1);
        calls.Where(call => !call.IsFaulted).ShouldAllBe(call => call.Result.Status == 201);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["charge 1000"]);
    }

    [Fact]
    public async Task A_post_without_a_key_is_refused()
    {
        var charge = await sandbox.Api.ChargeAsync(_key);

        foreach (var path in new[] { "v1/charges", $"v1/charges/{charge.Id}/capture", $"v1/charges/{charge.Id}/void", $"v1/charges/{charge.Id}/refunds" })
        {
            var body = path == "v1/charges" ? """{"amount":1,"currency":"EUR","method":"pm_ok","reference":"x"}""" : "{}";
            var reply = await sandbox.Api.PostAsync(path, null, new StringContent(body, new MediaTypeHeaderValue("application/json")));
            reply.ShouldBeProblem(400, "idempotency_key_missing");
        }
    }

    [Fact]
    public async Task A_key_may_hold_255_characters_and_no_more()
    {
        (await sandbox.Api.ChargeAsync(_key.PadRight(255, 'k'))).Status.ShouldBe(201);
        (await sandbox.Api.ChargeAsync(_key.PadRight(256, 'k'))).ShouldBeProblem(400, "idempotency_key_invalid");
    }

    private Task<Reply> PostAsync(string body) => sandbox.Api.PostAsync(
        "v1/charges", _key, new StringContent(body, new MediaTypeHeaderValue("application/json")));
}
