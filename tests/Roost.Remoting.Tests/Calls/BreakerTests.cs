using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Faults;
using Roost.Remoting.Calls;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Calls;

/// <summary>A partner that fails is left alone for a while, and found again when it is back.</summary>
public sealed class BreakerTests : IAsyncLifetime
{
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(15);
    private readonly ManualClock _clock = new();
    private Partner _partner = null!;
    private CallerHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await Partner.StartAsync();
        _host = await CallerHost.StartAsync(_partner, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task Ten_failures_open_it_and_one_success_closes_it()
    {
        _partner.AnswerWith(500);
        await _host.BreakAsync();
        var opened = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(1));

        var refused = await Should.ThrowAsync<CallRefusedException>(_host.PostAsync);
        _partner.Heard.Count.ShouldBe(10);
        _clock.Advance(Break);
        var held = _partner.Hold();
        var look = _host.PostAsync();
        await _partner.HeardAsync(11);
        var meanwhile = await Should.ThrowAsync<CallRefusedException>(_host.PostAsync);
        held.SetResult();
        using var found = await look;
        using var after = await _host.PostAsync();

        (refused.Call, refused.Refusal, refused.Attempts).ShouldBe(("partner", CallRefusal.BreakerOpen, 0));
        (refused.Since, refused.RetryAt).ShouldBe((opened, opened + Break));
        refused.Message.ShouldContain("'partner'");
        // To code that asks no further, nobody was reached; which is what it is.
        refused.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
        meanwhile.Since.ShouldBe(opened);
        (found.StatusCode, after.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        _partner.Heard.Count.ShouldBe(12);
    }

    [Fact]
    public async Task A_look_that_fails_prolongs_it()
    {
        _partner.AnswerWith(500);
        await _host.BreakAsync();
        var opened = _clock.GetUtcNow();
        _clock.Advance(Break);
        using var look = await _host.PostAsync();

        var refused = await Should.ThrowAsync<CallRefusedException>(_host.PostAsync);

        (refused.Since, refused.RetryAt).ShouldBe((opened, opened + Break + Break));
        _partner.Heard.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_look_whose_caller_leaves_is_made_again_by_another()
    {
        _partner.AnswerWith(500);
        await _host.BreakAsync();
        _clock.Advance(Break);
        var looked = _clock.GetUtcNow();
        _partner.Hold();
        using var leaving = new CancellationTokenSource();
        var look = _host.SendAsync(HttpMethod.Post, cancellationToken: leaving.Token);
        await _partner.HeardAsync(11);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        _partner.AnswerWith(200);
        var early = await Should.ThrowAsync<CallRefusedException>(_host.PostAsync);
        _clock.Advance(Break);

        using var next = await _host.PostAsync();

        early.RetryAt.ShouldBe(looked + Break, "It has shown nothing, neither that the partner works nor for how long to wait.");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_one_answers_in_microseconds()
    {
        _partner.AnswerWith(500);
        await _host.BreakAsync();
        const int Calls = 1000;
        var took = new List<TimeSpan>(Calls);
        for (var call = 0; call < Calls; call++)
        {
            var begun = Stopwatch.GetTimestamp();
            var refused = _host.PostAsync();
            took.Add(Stopwatch.GetElapsedTime(begun));
            refused.IsCompleted.ShouldBeTrue("Nobody waits for it.");
            await Should.ThrowAsync<CallRefusedException>(() => refused);
        }

        // The middle one: others use the machine, too.
        took.Order().ElementAt(Calls / 2).ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        _partner.Heard.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Silence_opens_it()
    {
        _partner.BeSilent();
        var calls = Enumerable.Range(0, 10).Select(_ => _host.PostAsync()).ToList();
        await _partner.HeardAsync(10);
        _clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var call in calls)
        {
            var timedOut = await Assert.ThrowsAsync<CallTimedOutException>(() => call);
            timedOut.InnerException.ShouldBeOfType<TimeoutException>();
            _host.Services.GetRequiredService<FaultClassification>().Classify(timedOut).Code.ShouldBe("call.timed_out");
        }

        var refused = await Should.ThrowAsync<CallRefusedException>(_host.PostAsync);

        _host.Services.GetRequiredService<FaultClassification>().Classify(refused).ShouldBe(
            Error.Unavailable("call.unavailable", "A service that is needed has failed too often, and is left alone for a while. Try again in a moment."));
    }

    [Fact]
    public async Task Callers_who_leave_or_have_no_patience_do_not_open_it_for_others()
    {
        var held = _partner.Hold();
        using var leaving = new CancellationTokenSource();
        var leavers = Enumerable.Range(0, 12).Select(_ => _host.SendAsync(HttpMethod.Post, cancellationToken: leaving.Token)).ToList();
        // Less than half of the five seconds that an attempt may take.
        var hurried = Enumerable.Range(0, 12).Select(_ => _host.SendAsync(HttpMethod.Post, deadline: _clock.GetUtcNow() + TimeSpan.FromSeconds(2))).ToList();
        await _partner.HeardAsync(24);
        await leaving.CancelAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        foreach (var call in leavers.Concat(hurried))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        held.SetResult();
        using var answer = await _host.PostAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_partner_refuses_is_no_failure_of_its()
    {
        _partner.AnswerWith(404);
        await _host.BreakAsync();
        await _host.BreakAsync();

        using var answer = await _host.PostAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_repetition_that_would_meet_an_open_one_is_not_made_and_the_answer_is_given_instead()
    {
        _partner.AnswerWith(500);
        for (var call = 0; call < 9; call++)
        {
            using var _ = await _host.PostAsync();
        }

        using var tenth = await _host.GetAsync();

        tenth.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _partner.Heard.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Health_says_so_and_the_host_stays_ready()
    {
        using var http = new HttpClient { BaseAddress = _host.Address };
        (await StatusAsync()).ShouldBe("OK healthy: up");
        _partner.AnswerWith(500);
        await _host.BreakAsync();

        var broken = await StatusAsync();
        var report = await http.GetFromJsonAsync<JsonElement>("/healthz");
        using var ready = await http.GetAsync("/readyz");
        _clock.Advance(Break);
        _partner.AnswerWith(200);
        using var look = await _host.PostAsync();

        broken.ShouldBe("OK degraded: degraded");
        PartnerIn(report).GetProperty("cause").GetString()!.ShouldStartWith("Calls have failed too often and are not made since ");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync()).ShouldBe("OK healthy: up");
        report.GetProperty("dependencies").EnumerateArray().Select(each => each.GetProperty("name").GetString()).ShouldBe(["calls:partner", "calls:relay"]);

        async Task<string> StatusAsync()
        {
            using var answer = await http.GetAsync("/healthz");
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return $"{answer.StatusCode} {body.GetProperty("status")}: {PartnerIn(body).GetProperty("status")}";
        }
    }

    private static JsonElement PartnerIn(JsonElement report) =>
        report.GetProperty("dependencies").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "calls:partner");
}
