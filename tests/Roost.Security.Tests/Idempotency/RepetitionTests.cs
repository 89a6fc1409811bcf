using Microsoft.AspNetCore.Http;
using Roost.Edge.Errors;

namespace Roost.Security.Tests.Idempotency;

public sealed class RepetitionTests(DeskHost desk) : IClassFixture<DeskHost>
{
    private const string Sixty4 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string TooLong = Sixty4 + Sixty4 + Sixty4 + Sixty4;

    [Fact]
    public async Task Of_a_hundred_duplicates_at_once_one_takes_effect_and_nobody_hears_otherwise()
    {
        desk.Script.Handler = Script.WriteAsync;
        await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (_, _) =>
        {
            using var client = desk.CreateClient();
            var key = DeskHost.NewKey();
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.NoteAsync(key, key)));

            (await desk.EffectsAsync(key)).ShouldBe(1);
            answers.ShouldAllBe(answer => answer.Status == 201 || (answer.Status == 409 && answer.Says("idempotency.in_flight") && answer.Headers.Contains("Retry-After: 1")));
            answers.Where(answer => answer.Status == 201).Select(answer => answer with { IsReplay = false }).Distinct().ShouldHaveSingleItem();
            answers.Count(answer => answer is { Status: 201, IsReplay: false }).ShouldBe(1);
        });
    }

    [Fact]
    public async Task A_repetition_hears_the_same_status_headers_and_body()
    {
        desk.Script.Handler = Script.WriteAsync;
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var first = await client.NoteAsync(key, key);
        var second = await client.NoteAsync(key, key);

        first.Status.ShouldBe(201, first.Body);
        first.Headers.ShouldContain("ETag: \"1\"");
        first.Headers.ShouldContain("Cache-Control: ");
        first.Headers.ShouldContain("X-Note: one|two");
        first.Headers.ShouldContain("Location: /v1/notes/");
        second.ShouldBe(first with { IsReplay = true });
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Theory]
    [InlineData("text")]
    [InlineData(null)]
    public async Task What_is_no_result_is_answered_as_minimal_apis_do(string? value)
    {
        desk.Script.Handler = (_, _, _) => Task.FromResult<object?>(value);
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var first = await client.NoteAsync(key, key);

        first.Body.ShouldBe(value ?? "null");
        first.Headers.ShouldContain(value is null ? "Content-Type: application/json" : "Content-Type: text/plain; charset=utf-8");
        (await client.NoteAsync(key, key)).ShouldBe(first with { IsReplay = true });
    }

    [Fact]
    public async Task An_answer_that_the_handler_wrote_by_hand_is_recorded_too()
    {
        desk.Script.Handler = async (work, note, http) =>
        {
            await work.WriteAsync(note.Text);
            http.Response.StatusCode = 203;
            await http.Response.WriteAsync("by hand");
            return Results.Empty;
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var first = await client.NoteAsync(key, key);

        (first.Status, first.Body).ShouldBe((203, "by hand"));
        (await client.NoteAsync(key, key)).ShouldBe(first with { IsReplay = true });
        (await desk.EffectsAsync(key)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_undoes_the_work_and_is_remembered()
    {
        desk.Script.Handler = async (work, note, _) =>
        {
            await work.WriteAsync(note.Text);
            return Error.Unprocessable("desk.full", "No room.").ToHttp();
        };
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();

        var first = await client.NoteAsync(key, key);
        desk.Script.Handler = Script.WriteAsync;
        var second = await client.NoteAsync(key, key);

        first.Status.ShouldBe(422);
        second.ShouldBe(first with { IsReplay = true });
        (await desk.EffectsAsync(key)).ShouldBe(0);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        desk.Script.Handler = Script.WriteAsync;
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();
        await client.NoteAsync(key, key);

        var other = await client.NoteAsync(key, "other " + key);

        other.Status.ShouldBe(422);
        other.Says("idempotency.mismatch").ShouldBeTrue(other.Body);
        (await desk.EffectsAsync("other " + key)).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_of_another_principal_or_tenant_is_another_key()
    {
        desk.Script.Handler = Script.WriteAsync;
        var principal = Guid.CreateVersion7();
        var key = DeskHost.NewKey();
        using var first = desk.CreateClient(principal);
        using var colleague = desk.CreateClient();
        using var elsewhere = desk.CreateClient(principal, TenantId.New());

        foreach (var client in new[] { first, colleague, elsewhere })
        {
            var answer = await client.NoteAsync(key, key);
            (answer.Status, answer.IsReplay).ShouldBe((201, false));
        }

        (await desk.EffectsAsync(key)).ShouldBe(3);
    }

    [Theory]
    [InlineData(null, "idempotency.key_missing")]
    [InlineData("two words", "idempotency.key_invalid")]
    [InlineData(TooLong, "idempotency.key_invalid")]
    public async Task Without_a_proper_key_nothing_runs(string? key, string code)
    {
        using var client = desk.CreateClient();

        var answer = await client.NoteAsync(key, "keyless");

        answer.Status.ShouldBe(400);
        answer.Says(code).ShouldBeTrue(answer.Body);
    }

    [Fact]
    public async Task A_key_needs_an_owner()
    {
        using var tenantless = desk.CreateTenantless();
        using var nobody = new HttpClient { BaseAddress = tenantless.BaseAddress };

        var answer = await tenantless.NoteAsync(DeskHost.NewKey(), "ownerless");

        answer.Status.ShouldBe(400);
        answer.Says("idempotency.no_owner").ShouldBeTrue(answer.Body);
        (await nobody.NoteAsync(DeskHost.NewKey(), "ownerless")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_has_expired_names_new_work()
    {
        desk.Script.Handler = Script.WriteAsync;
        using var client = desk.CreateClient();
        var key = DeskHost.NewKey();
        var first = await client.NoteAsync(key, key);
        await desk.AgeAsync(key, TimeSpan.FromDays(6));
        (await client.NoteAsync(key, key)).IsReplay.ShouldBeTrue("the endpoint keeps answers for 7 days, whatever its group says");
        await desk.AgeAsync(key, TimeSpan.FromDays(1));

        var second = await client.NoteAsync(key, "other " + key);

        (second.Status, second.IsReplay).ShouldBe((201, false));
        second.Headers.ShouldNotBe(first.Headers, "the operation has another id");
        (await desk.EffectsAsync("other " + key)).ShouldBe(1);
    }
}
