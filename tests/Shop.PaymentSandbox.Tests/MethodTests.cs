using System.Diagnostics;

namespace Shop.PaymentSandbox.Tests;

public sealed class MethodTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Fact]
    public async Task Ok_captures_at_once()
    {
        var reply = await sandbox.Api.ChargeAsync(_key, 1250, reference: _key);

        reply.Status.ShouldBe(201);
        ((string)reply.Json["status"]!).ShouldBe("captured");
        ((long)reply.Json["amount"]!).ShouldBe(1250);
        ((long)reply.Json["amountCaptured"]!).ShouldBe(1250);
        ((long)reply.Json["amountRefunded"]!).ShouldBe(0);
        ((string)reply.Json["currency"]!).ShouldBe("EUR");
        ((string)reply.Json["reference"]!).ShouldBe(_key);
        reply.Json.AsObject().ContainsKey("declineCode").ShouldBeFalse();
        ((DateTimeOffset)reply.Json["createdAt"]!).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        (await sandbox.Api.GetAsync($"v1/charges/{reply.Id}")).Body.ShouldBe(reply.Body);
    }

    [Fact]
    public async Task Ok_without_capture_only_holds_the_amount()
    {
        var reply = await sandbox.Api.ChargeAsync(_key, capture: false);

        reply.Status.ShouldBe(201);
        ((string)reply.Json["status"]!).ShouldBe("authorized");
        ((long)reply.Json["amountCaptured"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Declined_is_402_with_the_charge_and_stays_declined()
    {
        var reply = await sandbox.Api.ChargeAsync(_key, method: "pm_declined", reference: _key);

        reply.Status.ShouldBe(402);
        ((string)reply.Json["status"]!).ShouldBe("declined");
        ((string)reply.Json["declineCode"]!).ShouldBe("card_declined");
        ((long)reply.Json["amountCaptured"]!).ShouldBe(0);

        var again = await sandbox.Api.ChargeAsync(_key, method: "pm_declined", reference: _key);
        (again.Status, again.Body, again.IsReplay).ShouldBe((402, reply.Body, true));
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Slow_charges_after_the_configured_time()
    {
        var clock = Stopwatch.StartNew();
        var reply = await sandbox.Api.ChargeAsync(_key, method: "pm_slow");

        reply.Status.ShouldBe(201);
        ((string)reply.Json["status"]!).ShouldBe("captured");
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.45), "pm_slow was set to 0.5 s");
    }

    [Fact]
    public async Task Error_fails_every_time_and_charges_nothing()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await sandbox.Api.ChargeAsync(_key, method: "pm_error", reference: _key)).ShouldBeProblem(500, "provider_error");
        }

        (await sandbox.Api.FindByKeyAsync(_key)).ShouldBeEmpty();
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBeEmpty();
        (await sandbox.Api.ChargeAsync(_key)).Status.ShouldBe(201, "a call that charged nothing leaves its key free");
    }

    [Fact]
    public async Task Lost_charges_once_and_tells_only_who_asks_again()
    {
        await Should.ThrowAsync<HttpRequestException>(() => sandbox.Api.ChargeAsync(_key, method: "pm_lost", reference: _key));

        var found = (await sandbox.Api.FindByKeyAsync(_key)).ShouldHaveSingleItem()!;
        var again = await sandbox.Api.ChargeAsync(_key, method: "pm_lost", reference: _key);
        again.Status.ShouldBe(201);
        again.Id.ShouldBe((string)found["id"]!);
        (await sandbox.Api.MovementsOfAsync(_key)).ShouldBe(["charge 1000"]);
    }

    [Fact]
    public async Task An_unknown_method_is_refused() =>
        (await sandbox.Api.ChargeAsync(_key, method: "pm_gold")).ShouldBeProblem(422, "unknown_method");
}
