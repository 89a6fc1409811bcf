namespace Roost.Security.Tests.Idempotency;

public sealed class TakeoverTests(DeskHost desk) : IClassFixture<DeskHost>
{
    // The default request time-out and its margin.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stalled_attempt_is_refused_and_the_one_that_took_over_wins(bool commitsBeforeItsEnd)
    {
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var operations = new List<Guid>();
        desk.Script.Handler = async (work, note, http) =>
        {
            operations.Add(work.OperationId);
            stalled.SetResult();
            await goOn.Task;
            await work.WriteAsync(note.Text);
            if (commitsBeforeItsEnd)
            {
                await work.CommitAsync();
            }

            return await Script.WriteAsync(work, note, http);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var zombie = client.NoteAsync(key, key);
        await stalled.Task.WaitAsync(Patience);
        desk.Script.Handler = Script.WriteAsync;
        (await client.NoteAsync(key, key)).Says("idempotency.in_flight").ShouldBeTrue("its lease holds");
        await desk.AgeAsync(key, Lease);
        (await client.NoteAsync(key, "other " + key)).Says("idempotency.mismatch").ShouldBeTrue("only the same request takes over");
        var winner = await client.NoteAsync(key, key);
        goOn.SetResult();
        var refused = await zombie.WaitAsync(Patience);

        (winner.Status, winner.IsReplay).ShouldBe((201, false), winner.Body);
        winner.Body.ShouldContain(operations.ShouldHaveSingleItem().ToString(), Case.Insensitive, "the operation is the same");
        refused.Status.ShouldBe(409);
        refused.Says("idempotency.superseded").ShouldBeTrue(refused.Body);
        refused.Headers.ShouldContain("Retry-After: 1");
        refused.Headers.ShouldNotContain("Location");
        refused.Headers.ShouldNotContain("X-Note");
        (await desk.EffectsAsync(key)).ShouldBe(1);
        (await client.NoteAsync(key, key)).ShouldBe(winner with { IsReplay = true });
    }

    [Fact]
    public async Task A_stalled_attempt_is_refused_while_its_successor_is_still_running()
    {
        var stalled = new[] { NewSignal(), NewSignal() };
        var goOn = new[] { NewSignal(), NewSignal() };
        var attempts = -1;
        desk.Script.Handler = async (work, note, http) =>
        {
            var attempt = Interlocked.Increment(ref attempts);
            stalled[attempt].SetResult();
            await goOn[attempt].Task;
            return await Script.WriteAsync(work, note, http);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var zombie = client.NoteAsync(key, key);
        await stalled[0].Task.WaitAsync(Patience);
        await desk.AgeAsync(key, Lease);
        var successor = client.NoteAsync(key, key);
        await stalled[1].Task.WaitAsync(Patience);
        goOn[0].SetResult();
        (await zombie.WaitAsync(Patience)).Says("idempotency.superseded").ShouldBeTrue();
        (await desk.RowAsync(key)).ShouldBe((null, true), "what the zombie gives back is not its own any more");
        goOn[1].SetResult();

        (await successor.WaitAsync(Patience)).Status.ShouldBe(201);
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_would_take_over_one_does()
    {
        var stalled = NewSignal();
        var goOn = NewSignal();
        desk.Script.Handler = async (work, note, http) =>
        {
            stalled.SetResult();
            await goOn.Task;
            return await Script.WriteAsync(work, note, http);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();
        var zombie = client.NoteAsync(key, key);
        await stalled.Task.WaitAsync(Patience);
        desk.Script.Handler = Script.WriteAsync;
        await desk.AgeAsync(key, Lease);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.NoteAsync(key, key)));
        goOn.SetResult();

        answers.Count(answer => answer is { Status: 201, IsReplay: false }).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 409);
        (await zombie.WaitAsync(Patience)).Status.ShouldBe(409);
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_that_commits_before_its_end_goes_on_under_the_same_claim()
    {
        desk.Script.Handler = async (work, note, http) =>
        {
            await work.WriteAsync("first " + note.Text);
            await work.CommitAsync();
            await work.WriteAsync("second " + note.Text);
            await work.CommitAsync();
            return await Script.WriteAsync(work, note, http);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var first = await client.NoteAsync(key, key);

        first.Status.ShouldBe(201, first.Body);
        (await client.NoteAsync(key, key)).ShouldBe(first with { IsReplay = true });
        (await desk.EffectsAsync("first " + key), await desk.EffectsAsync("second " + key), await desk.EffectsAsync(key)).ShouldBe((1, 1, 1));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
