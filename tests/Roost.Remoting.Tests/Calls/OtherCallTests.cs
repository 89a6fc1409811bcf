using Microsoft.Extensions.DependencyInjection;
using Roost.Remoting.Calls;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Calls;

/// <summary>What is not HTTP, and has rules of its own.</summary>
public sealed class OtherCallTests : IAsyncLifetime
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
    public async Task What_it_brings_and_what_it_throws_reaches_the_caller()
    {
        (await RunAsync(_ => Task.FromResult(7))).ShouldBe(7);
        (await Should.ThrowAsync<FormatException>(() => RunAsync(_ => Task.FromException<int>(new FormatException("Not a mail."))))).Message.ShouldBe("Not a mail.");
    }

    [Fact]
    public async Task Exceptions_are_failures_unless_the_rules_say_otherwise()
    {
        var polite = new CallRules<int> { Exception = static _ => CallVerdict.Done };
        for (var call = 0; call < 8; call++)
        {
            await Should.ThrowAsync<FormatException>(() => RunAsync(Throw, polite));
        }

        for (var call = 0; call < 8; call++)
        {
            await Should.ThrowAsync<FormatException>(() => RunAsync(Throw));
        }

        (await Should.ThrowAsync<CallRefusedException>(() => RunAsync(Throw))).Call.ShouldBe("relay");
    }

    [Fact]
    public async Task A_refusal_of_what_was_asked_for_shows_that_the_other_side_works_again()
    {
        for (var call = 0; call < 4; call++)
        {
            await Should.ThrowAsync<FormatException>(() => RunAsync(Throw));
        }

        _clock.Advance(TimeSpan.FromSeconds(15));
        await Should.ThrowAsync<FormatException>(() => RunAsync(Throw, new CallRules<int> { Exception = static _ => CallVerdict.Done }));

        (await RunAsync(_ => Task.FromResult(1))).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task A_result_that_is_of_no_use_is_asked_for_again_where_that_does_no_harm(bool mayRepeat, int expected)
    {
        // By the real clock, since nobody advances the other one between attempts.
        await using var host = await CallerHost.StartAsync(_partner);
        var attempts = 0;
        var rules = new CallRules<int> { Result = static number => number < 3 ? CallVerdict.Transient : CallVerdict.Done, MayRepeat = mayRepeat };

        var result = await host.RunAsync(services => services.GetRequiredService<ICalls>().RunAsync("relay", _ => Task.FromResult(++attempts), rules));

        result.ShouldBe(expected);
        attempts.ShouldBe(expected);
    }

    [Fact]
    public async Task A_client_that_calls_its_cancellation_something_else_has_timed_out_all_the_same()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = RunAsync(
            async cancellationToken =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
                throw new InvalidOperationException("The channel is closed.");
            },
            new CallRules<int> { AttemptTimeout = TimeSpan.FromSeconds(2) });
        await begun.Task;

        _clock.Advance(TimeSpan.FromSeconds(2));

        (await Assert.ThrowsAsync<CallTimedOutException>(() => call)).Call.ShouldBe("relay");
    }

    [Fact]
    public async Task What_an_attempt_has_brought_that_is_followed_by_another_is_let_go_of()
    {
        await using var host = await CallerHost.StartAsync(_partner);
        var brought = new List<MemoryStream>();
        var rules = new CallRules<MemoryStream> { Result = _ => brought.Count < 3 ? CallVerdict.Transient : CallVerdict.Done, MayRepeat = true };

        var last = await host.RunAsync(services => services.GetRequiredService<ICalls>().RunAsync(
            "relay",
            _ =>
            {
                brought.Add(new MemoryStream());
                return Task.FromResult(brought[^1]);
            },
            rules));

        last.ShouldBe(brought[2]);
        brought.Select(stream => stream.CanRead).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task Who_repeats_by_rules_of_their_own_asks_the_budget()
    {
        var taken = await _host.RunAsync(services => Task.FromResult(Enumerable.Range(0, 20).Count(_ => services.GetRequiredService<ICalls>().TryRepeat("relay"))));

        taken.ShouldBe(10);
    }

    [Fact]
    public async Task Calls_that_nobody_declares_are_a_mistake() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _host.RunAsync(services => services.GetRequiredService<ICalls>().RunAsync("nobody", _ => Task.FromResult(1)))))
            .Message.ShouldContain(".Calls(\"nobody\")");

    private static Task<int> Throw(CancellationToken cancellationToken) => Task.FromException<int>(new FormatException());

    private Task<int> RunAsync(Func<CancellationToken, Task<int>> call, CallRules<int>? rules = null) =>
        _host.RunAsync(services => services.GetRequiredService<ICalls>().RunAsync("relay", call, rules));
}
