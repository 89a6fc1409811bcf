using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Pipelines;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Calls;

/// <summary>However bad it gets, only so much is under way, and only so much is sent again.</summary>
public sealed class LoadTests
{
    private static readonly (string, string) NoBreaker = ("partner:MinimumThroughput", "100000");

    [Fact]
    public async Task Repetitions_stay_under_a_tenth_of_the_traffic_in_a_storm()
    {
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, settings: NoBreaker);
        partner.AnswerWith(503);
        const int Calls = 600;

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            using var answer = await host.GetAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        });

        // The tenth, and what the bucket holds at first.
        (partner.Heard.Count - Calls).ShouldBeInRange(Calls / 10, (Calls / 10) + RetryBudget.Capacity);
    }

    [Fact]
    public async Task Calls_that_are_refused_earn_no_repetitions()
    {
        var clock = new ManualClock();
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, clock);
        partner.AnswerWith(500);
        (await TakeAsync()).ShouldBe(RetryBudget.Capacity);
        await host.BreakAsync();
        for (var call = 0; call < 500; call++)
        {
            await Should.ThrowAsync<CallRefusedException>(host.PostAsync);
        }

        clock.Advance(TimeSpan.FromSeconds(15));
        partner.AnswerWith(200);
        using var look = await host.PostAsync();

        // Eleven were sent, which is a token and a tenth.
        (await TakeAsync()).ShouldBe(1);

        Task<int> TakeAsync() => host.RunAsync(services => Task.FromResult(Enumerable.Range(0, 100).Count(_ => services.GetRequiredService<ICalls>().TryRepeat("partner"))));
    }

    [Fact]
    public async Task Operators_can_switch_repetitions_off()
    {
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, settings: ("partner:RetryRatio", "0"));
        partner.AnswerWith(503, 200);

        using var answer = await host.GetAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Whoever_comes_when_all_places_are_taken_is_refused_at_once()
    {
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, settings: ("partner:Concurrency", "4"));
        var held = partner.Hold();
        var under = Enumerable.Range(0, 4).Select(_ => host.GetAsync()).ToList();
        await partner.HeardAsync(4);

        var refused = await Should.ThrowAsync<CallRefusedException>(host.GetAsync);
        held.SetResult();
        foreach (var answer in await Task.WhenAll(under))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var after = await host.GetAsync();

        (refused.Refusal, refused.Attempts, refused.Since).ShouldBe((CallRefusal.Full, 0, null));
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        partner.Heard.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Five_minutes_of_silence_pile_nothing_up_and_end_with_the_silence()
    {
        var clock = new ManualClock();
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, clock);
        partner.BeSilent();
        var refused = 0;
        var heard = 0;
        for (var time = TimeSpan.Zero; time < TimeSpan.FromMinutes(5); time += TimeSpan.FromSeconds(5))
        {
            // Far more than there are places, every five seconds.
            var calls = Enumerable.Range(0, 200).Select(_ => host.PostAsync()).ToList();
            var sent = calls.Count(call => !call.IsCompleted);
            sent.ShouldBeLessThanOrEqualTo(32);
            await partner.HeardAsync(heard += sent);
            ThreadPool.ThreadCount.ShouldBeLessThan(32);
            clock.Advance(TimeSpan.FromSeconds(5));
            foreach (var call in calls)
            {
                // By xUnit's own: Shouldly makes one kind of exception of all that end a task as cancelled.
                var ended = await Assert.ThrowsAnyAsync<Exception>(() => call);
                (ended is CallRefusedException or CallTimedOutException).ShouldBeTrue(ended.ToString());
                refused += ended is CallRefusedException ? 1 : 0;
            }

            // The partner may hear only now that they have hung up.
            await partner.Connections.FallAsync(0);
        }

        partner.AnswerWith(200);
        clock.Advance(TimeSpan.FromSeconds(15));
        using var look = await host.PostAsync();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PostAsync())))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        look.StatusCode.ShouldBe(HttpStatusCode.OK);
        partner.Connections.Peak.ShouldBeLessThanOrEqualTo(32);
        // One round of 32 opens it; then one look at a time.
        heard.ShouldBeInRange(32, 32 + 30);
        refused.ShouldBe((200 * 60) - heard);
    }

    [Fact]
    public async Task Random_resets_and_errors_are_lived_with_and_lose_nothing_that_may_be_repeated()
    {
        await using var partner = await Partner.StartAsync();
        await using var host = await CallerHost.StartAsync(partner, settings: [("partner:FailureRatio", "0.9"), ("partner:RetryRatio", "0.1")]);
        // Six in a hundred attempts go wrong, less than the budget of repetitions; and no order more often than it has attempts, which chance alone would bring about.
        var seed = Random.Shared.Next(25);
        var heard = new ConcurrentDictionary<string, int>();
        partner.Answer = (_, context) =>
        {
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            var attempt = heard.AddOrUpdate(key, 1, static (_, before) => before + 1);
            var number = seed + int.Parse(key["order-".Length..], CultureInfo.InvariantCulture);
            if (attempt <= (number % 50) switch { 0 => 2, 25 => 1, _ => 0 })
            {
                if (attempt == 1)
                {
                    context.Abort();
                }

                context.Response.StatusCode = 502;
            }

            return Task.CompletedTask;
        };

        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            using var answer = await host.SendAsync(HttpMethod.Post, new StringContent($"{number}"), key: $"order-{number}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        partner.Heard.Select(heard => heard.Key).Distinct().Count().ShouldBe(500);
        partner.Heard.ShouldAllBe(heard => heard.Key == $"order-{heard.Body}");
    }
}
