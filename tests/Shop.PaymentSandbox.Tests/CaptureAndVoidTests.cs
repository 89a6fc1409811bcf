namespace Shop.PaymentSandbox.Tests;

public sealed class CaptureAndVoidTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Theory]
    [InlineData(null, 1000)]
    [InlineData(1000L, 1000)]
    [InlineData(1L, 1)]
    public async Task A_capture_takes_all_or_a_part(long? amount, long taken)
    {
        var charge = await AuthorizeAsync();

        var reply = await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-capture", amount);

        reply.Status.ShouldBe(200);
        ((string)reply.Json["status"]!).ShouldBe("captured");
        ((long)reply.Json["amountCaptured"]!).ShouldBe(taken);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["authorization 1000", $"capture {taken}"]);
    }

    [Fact]
    public async Task A_capture_of_more_than_is_held_is_refused()
    {
        var charge = await AuthorizeAsync();

        (await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-capture", 1001)).ShouldBeProblem(409, "capture_exceeds_authorized");
    }

    [Fact]
    public async Task A_void_lets_the_amount_go()
    {
        var charge = await AuthorizeAsync();

        var reply = await sandbox.Api.VoidAsync(charge.Id, $"{_key}-void");

        reply.Status.ShouldBe(200);
        ((string)reply.Json["status"]!).ShouldBe("voided");
        ((long)reply.Json["amountCaptured"]!).ShouldBe(0);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["authorization 1000", "void 1000"]);
    }

    [Theory]
    [InlineData("pm_ok", true)]
    [InlineData("pm_declined", false)]
    public async Task Only_an_authorized_charge_can_be_captured_or_voided(string method, bool capture)
    {
        var charge = await sandbox.Api.ChargeAsync(_key, method: method, capture: capture);

        (await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-capture")).ShouldBeProblem(409, "charge_not_authorized");
        (await sandbox.Api.VoidAsync(charge.Id, $"{_key}-void")).ShouldBeProblem(409, "charge_not_authorized");
    }

    [Fact]
    public async Task What_was_voided_can_be_neither_captured_nor_refunded()
    {
        var charge = await AuthorizeAsync();
        await sandbox.Api.VoidAsync(charge.Id, $"{_key}-void");

        (await sandbox.Api.CaptureAsync(charge.Id, $"{_key}-capture")).ShouldBeProblem(409, "charge_not_authorized");
        (await sandbox.Api.RefundAsync(charge.Id, $"{_key}-refund")).ShouldBeProblem(409, "charge_not_captured");
    }

    [Fact]
    public async Task Of_captures_and_voids_at_once_one_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = $"{_key}-{round}";
            var charge = await sandbox.Api.ChargeAsync(key, reference: key, capture: false);

            var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0
                ? sandbox.Api.CaptureAsync(charge.Id, $"{key}-{i}", 600)
                : sandbox.Api.VoidAsync(charge.Id, $"{key}-{i}")));

            replies.Count(reply => reply.Status == 200).ShouldBe(1);
            replies.Count(reply => reply.Status == 409).ShouldBe(9);
            (await sandbox.Api.MovementsOfAsync(key)).Length.ShouldBe(2);
        }
    }

    private Task<Reply> AuthorizeAsync() => sandbox.Api.ChargeAsync(_key, 1000, reference: _key, capture: false);
}
