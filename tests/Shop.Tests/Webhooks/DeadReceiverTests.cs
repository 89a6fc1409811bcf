using Roost.Testing.Databases;

namespace Shop.Tests.Webhooks;

/// <summary>A receiver that hangs holds no worker for longer than it takes to notice.</summary>
public sealed class DeadReceiverTests(PostgresServer server)
{
    [Fact]
    public async Task A_receiver_that_hangs_is_left_alone_and_others_are_not()
    {
        // Long enough for the one that is well to answer on a busy machine.
        await using var desk = await WebhookDesk.OpenAsync(server, attemptTimeout: "00:00:02", settings: ("Roost:Calls:webhooks:MinimumThroughput", "2"));
        await using var well = await WebhookReceiver.StartAsync();
        desk.Receiver.Answer = static (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var (dead, _) = await desk.CreateAsync();
        var (alive, _) = await desk.CreateAsync(well.Address.AbsoluteUri);
        await desk.TestAsync(dead);
        await desk.TestAsync(dead);

        await desk.TestAsync(dead);
        await desk.TestAsync(alive);

        var errors = (await desk.HistoryAsync(dead)).Select(delivery => $"{delivery!["status"]}: {delivery["attempts"]![0]!["error"]}");
        errors.ShouldBe(["pending: circuit_open", "pending: timed_out", "pending: timed_out"]);
        desk.Receiver.Messages.Count.ShouldBe(2);
        (await desk.OutcomeAsync(alive)).ShouldBe("succeeded: 200");
    }
}
