using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roost.Security.Tests.Idempotency;

public sealed class UnfinishedTests(DeskHost desk) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task An_accepted_request_commits_and_its_repetition_goes_on_with_it()
    {
        desk.Script.Handler = async (work, note, http) =>
        {
            if ((await work.ReadAsync()).Count > 0)
            {
                return TypedResults.Created("/v1/done", work.OperationId);
            }

            await work.WriteAsync(note.Text);
            return TypedResults.Accepted("/v1/pending", work.OperationId);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var accepted = await client.NoteAsync(key, key);
        var done = await client.NoteAsync(key, key);
        var again = await client.NoteAsync(key, key);

        (accepted.Status, accepted.IsReplay).ShouldBe((202, false), accepted.Body);
        (done.Status, done.IsReplay).ShouldBe((201, false));
        done.Body.ShouldBe(accepted.Body, "the operation's id is the same");
        again.ShouldBe(done with { IsReplay = true });
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_undoes_the_work_and_the_same_request_may_try_again_at_once(int status)
    {
        desk.Script.Handler = async (work, note, _) =>
        {
            await work.WriteAsync(note.Text);
            return TypedResults.Text($"{work.OperationId}", statusCode: status);
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var failed = await client.NoteAsync(key, key);
        desk.Script.Handler = Script.WriteAsync;
        var mended = await client.NoteAsync(key, key);

        failed.Status.ShouldBe(status);
        (mended.Status, mended.IsReplay).ShouldBe((201, false));
        mended.Body.ShouldContain(failed.Body, Case.Insensitive, "the operation's id is the same");
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_gives_the_key_back()
    {
        desk.Script.Handler = async (work, note, _) =>
        {
            await work.WriteAsync(note.Text);
            throw new InvalidOperationException("Broken on purpose.");
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        (await client.NoteAsync(key, key)).Status.ShouldBe(500);
        (await client.NoteAsync(key, "other " + key)).Says("idempotency.mismatch").ShouldBeTrue("the handler has run, and only the same request can go on with its work");
        desk.Script.Handler = Script.WriteAsync;
        (await client.NoteAsync(key, key)).Status.ShouldBe(201);

        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_goes_away_gives_the_key_back()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Script.Handler = async (_, _, http) =>
        {
            entered.SetResult();
            http.Response.RegisterForDispose(new Signal(left));
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
            return null;
        };
        using var client = desk.CreateClient();
        using var gone = new CancellationTokenSource();
        var key = DeskHost.NewKey();

        var cut = client.NoteAsync(key, key, cancellationToken: gone.Token);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cut);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(10));
        desk.Script.Handler = Script.WriteAsync;

        (await client.NoteAsync(key, key)).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("{\"text\":", "/v1/notes", 400)]
    [InlineData("{\"text\":\"a\",\"unknown\":1}", "/v1/notes", 400)]
    [InlineData("{\"text\":\"a\"}", "/v1/notes/staff", 403)]
    public async Task What_is_refused_before_the_handler_leaves_the_key_free(string body, string path, int status)
    {
        desk.Script.Handler = Script.WriteAsync;
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();
        using var refused = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        (await client.AnswerAsync(refused, key)).Status.ShouldBe(status);

        (await client.NoteAsync(key, key)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_the_key_is_claimed()
    {
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        // By little: what is refused before all of it was sent may never be heard of.
        var refused = await client.NoteAsync(key, new string('x', 1 << 20));

        refused.Status.ShouldBe(413, refused.Body);
        (await desk.RowAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_too_large_to_keep_is_a_fault_and_nothing_commits()
    {
        desk.Script.Handler = async (work, note, _) =>
        {
            await work.WriteAsync(note.Text);
            return TypedResults.Stream(async stream =>
            {
                var part = new byte[64 * 1024];
                while (true)
                {
                    await stream.WriteAsync(part);
                }
            });
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        (await client.NoteAsync(key, key)).Status.ShouldBe(500);

        (await desk.EffectsAsync(key)).ShouldBe(0);
        (await desk.RowAsync(key)).ShouldBe((null, false));
    }

    private sealed class Signal(TaskCompletionSource source) : IDisposable
    {
        public void Dispose() => source.SetResult();
    }
}
