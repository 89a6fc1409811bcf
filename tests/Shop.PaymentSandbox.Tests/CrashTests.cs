using System.Collections.Concurrent;

namespace Shop.PaymentSandbox.Tests;

public sealed class CrashTests
{
    private const int Callers = 16;

    [Fact]
    public async Task Killed_while_charging_it_keeps_every_acknowledged_charge_and_makes_none_twice()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, Reply>();
        var tried = new ConcurrentDictionary<string, string>();

        for (var round = 1; round <= 4; round++)
        {
            await using var sandbox = await SandboxProcess.StartAsync(folder.Path);
            await ChargeUntilKilledAsync(sandbox, acknowledged.Count + 100 * round, tried, acknowledged);
        }

        await using var after = await SandboxProcess.StartAsync(folder.Path);
        await Parallel.ForEachAsync(tried, async (call, _) =>
        {
            var found = await after.Api.FindByKeyAsync(call.Key);
            var repeated = await ChargeStubbornlyAsync(after.Api, call.Key, call.Value);
            repeated.Status.ShouldBe(201);

            if (acknowledged.TryGetValue(call.Key, out var reply))
            {
                found.ShouldHaveSingleItem().ShouldNotBeNull($"{call.Key} was acknowledged");
                repeated.Body.ShouldBe(reply.Body);
            }
        });

        var charged = (await after.Api.MovementsAsync()).Select(movement => (string)movement["idempotencyKey"]!).Order();
        charged.ShouldBe(tried.Keys.Order(), "every key that was tried, and repeated in the end, charges once");
        tried.Count.ShouldBeGreaterThan(acknowledged.Count, "some calls should have been cut off by the kills");
    }

    [Fact]
    public async Task Everything_is_the_same_after_a_crash()
    {
        using var folder = new TemporaryFolder();
        string[] before;
        await using (var sandbox = await SandboxProcess.StartAsync(folder.Path))
        {
            var api = sandbox.Api;
            await api.ChargeAsync("declined", method: "pm_declined");
            var captured = await api.ChargeAsync("captured", capture: false);
            await api.CaptureAsync(captured.Id, "capture", 800);
            await api.RefundAsync(captured.Id, "refund", 300);
            var voided = await api.ChargeAsync("voided", capture: false);
            await api.VoidAsync(voided.Id, "void");

            before = await SeeAllAsync(api, captured.Id, voided.Id);
            await sandbox.KillAsync();

            await using var after = await SandboxProcess.StartAsync(folder.Path);
            (await SeeAllAsync(after.Api, captured.Id, voided.Id)).ShouldBe(before);
            (await after.Api.RefundAsync(captured.Id, "more", 501)).ShouldBeProblem(409, "refund_exceeds_captured");
            (await after.Api.ChargeAsync("captured")).ShouldBeProblem(422, "idempotency_key_reused");
        }
    }

    /// <summary>All that a caller can see, repeated calls included.</summary>
    private static async Task<string[]> SeeAllAsync(SandboxClient api, string captured, string voided)
    {
        Reply[] replies =
        [
            await api.ChargeAsync("declined", method: "pm_declined"),
            await api.ChargeAsync("captured", capture: false),
            await api.CaptureAsync(captured, "capture", 800),
            await api.RefundAsync(captured, "refund", 300),
            await api.VoidAsync(voided, "void"),
            await api.GetAsync("v1/charges?reference=order"),
            await api.GetAsync("v1/charges?key=refund"),
            await api.GetAsync("v1/statement"),
        ];
        return [.. replies.Select(reply => $"{reply.Status} {reply.Body}")];
    }

    /// <summary>Charges with several callers at once and kills the program, in the middle of calls, at a number of answers.</summary>
    private static async Task ChargeUntilKilledAsync(
        SandboxProcess sandbox,
        int killAt,
        ConcurrentDictionary<string, string> tried,
        ConcurrentDictionary<string, Reply> acknowledged)
    {
        var killings = 0;
        var callers = Enumerable.Range(0, Callers).Select(async caller =>
        {
            while (true)
            {
                var key = RunningSandbox.Fresh();
                var method = caller % 4 == 0 ? "pm_lost" : "pm_ok";
                tried[key] = method;
                acknowledged[key] = await ChargeStubbornlyAsync(sandbox.Api, key, method);
                // One of them does it; the others meet what is left.
                if (acknowledged.Count >= killAt && Interlocked.Increment(ref killings) == 1)
                {
                    await sandbox.KillAsync();
                }
            }
        }).ToArray();

        foreach (var caller in callers)
        {
            await Should.ThrowAsync<HttpRequestException>(caller, "the program should have been killed");
        }
    }

    /// <summary>Repeats a lost call once, as a caller has to.</summary>
    private static async Task<Reply> ChargeStubbornlyAsync(SandboxClient api, string key, string method)
    {
        try
        {
            return await api.ChargeAsync(key, method: method);
        }
        catch (HttpRequestException) when (method == "pm_lost")
        {
            return await api.ChargeAsync(key, method: method);
        }
    }
}
