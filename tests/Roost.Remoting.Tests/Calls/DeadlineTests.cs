using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Http;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Calls;

/// <summary>A call ends with the operation that makes it, without being told by anybody.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
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
    public async Task The_operations_deadline_ends_an_attempt()
    {
        _partner.BeSilent();
        // The caller passes no token on.
        var call = _host.SendAsync(HttpMethod.Get, deadline: _clock.GetUtcNow() + TimeSpan.FromSeconds(3));
        await _partner.HeardAsync(1);

        _clock.Advance(TimeSpan.FromSeconds(3));

        (await Assert.ThrowsAsync<CallTimedOutException>(() => call)).Timeout.ShouldBe(TimeSpan.FromSeconds(3));
        _partner.Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_one_an_attempt_has_its_own_time()
    {
        _partner.BeSilent();
        var call = _host.PostAsync();
        await _partner.HeardAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        var before = call.IsCompleted;

        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<CallTimedOutException>(() => call);
        before.ShouldBeFalse();
    }

    [Fact]
    public async Task No_attempt_begins_that_could_not_be_answered()
    {
        _partner.AnswerWith(503);

        // Two seconds are less than half of what an attempt may take.
        using var answer = await _host.SendAsync(HttpMethod.Get, deadline: _clock.GetUtcNow() + TimeSpan.FromSeconds(2));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _partner.Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_is_sent_after_it()
    {
        var refused = await Should.ThrowAsync<CallRefusedException>(() => _host.RunAsync(
            services =>
            {
                var client = services.GetRequiredService<PartnerClient>().Http;
                _clock.Advance(TimeSpan.FromSeconds(1));
                return client.GetAsync("things");
            },
            _clock.GetUtcNow() + TimeSpan.FromSeconds(1)));

        refused.Refusal.ShouldBe(CallRefusal.NoTimeLeft);
        _partner.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_may_say_how_long_its_attempt_may_take_and_a_client_of_the_factory_its_deadline()
    {
        _partner.BeSilent();
        var client = _host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("partner");
        using var patient = new HttpRequestMessage(HttpMethod.Post, "things");
        patient.Options.Set(CallRequest.AttemptTimeout, TimeSpan.FromSeconds(60));
        using var bounded = new HttpRequestMessage(HttpMethod.Post, "things");
        bounded.Options.Set(CallRequest.Deadline, _clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        var (first, second) = (client.SendAsync(patient), client.SendAsync(bounded));
        await _partner.HeardAsync(2);

        _clock.Advance(TimeSpan.FromSeconds(59));
        await Assert.ThrowsAsync<CallTimedOutException>(() => second);
        var isWaiting = !first.IsCompleted;
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<CallTimedOutException>(() => first);
        isWaiting.ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_cut_off_as_well()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _partner.Answer = async (_, context) =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var call = _host.PostAsync();
        await begun.Task.WaitAsync(Partner.Patience);

        _clock.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<CallTimedOutException>(() => call);
    }

    [Fact]
    public async Task The_base_address_of_a_client_holds_in_every_operation()
    {
        using var first = await _host.GetAsync();
        using var second = await _host.GetAsync();

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        _partner.Connections.Peak.ShouldBe(1);
    }
}
