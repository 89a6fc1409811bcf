using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roost.Testing.Databases;

namespace Shop.Tests.Webhooks;

/// <summary>What becomes of a message, by what its receiver answers.</summary>
public sealed class DeliveryTests(PostgresServer server)
{
    [Fact]
    public async Task A_message_arrives_once_and_is_in_the_history()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, _) = await desk.CreateAsync();

        await desk.TestAsync(endpoint);

        var message = desk.Receiver.Messages.ShouldHaveSingleItem();
        var body = JsonNode.Parse(message.Body)!.AsObject();
        body.Select(field => field.Key).ShouldBe(["type", "timestamp", "data"]);
        ((string)body["type"]!).ShouldBe("webhook.test");
        message.Headers["Content-Type"].ShouldBe("application/json");
        message.Headers.Keys.ShouldNotContain("traceparent");
        var delivery = (await desk.HistoryAsync(endpoint)).ShouldHaveSingleItem()!;
        ((string)delivery["messageId"]!).ShouldBe(message.Id);
        ((string)delivery["type"]!).ShouldBe("webhook.test");
        (await desk.OutcomeAsync(endpoint)).ShouldBe("succeeded: 200");
        ((int)delivery["attempts"]![0]!["durationMs"]!).ShouldBeInRange(0, 15_000);
        ((DateTimeOffset)delivery["attempts"]![0]!["startedAt"]!).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_receiver_that_does_not_take_it_is_asked_again_under_the_same_id(int status)
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.AnswerWith(status, 204);
        var (endpoint, _) = await desk.CreateAsync();

        await desk.TestAsync(endpoint);
        var waiting = await desk.OutcomeAsync(endpoint);
        var wait = (await desk.LookAsync<double>("SELECT extract(epoch FROM run_at - clock_timestamp())::float8 FROM roost.job WHERE queue = 'webhooks'")).ShouldHaveSingleItem();
        await desk.NextAttemptAsync();

        waiting.ShouldBe($"pending: {status} error_status");
        wait.ShouldBeInRange(0, 5.5);
        (await desk.OutcomeAsync(endpoint)).ShouldBe($"succeeded: {status} error_status, 204");
        desk.Receiver.Messages.Select(message => (message.Id, message.Body)).Distinct().ShouldHaveSingleItem();
        desk.Receiver.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_is_never_there_is_given_up_after_twelve_attempts_and_makes_no_dead_letter()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.AnswerWith(503);
        var (endpoint, _) = await desk.CreateAsync();

        var delivery = await desk.TestAsync(endpoint);
        for (var attempt = 2; attempt <= 12; attempt++)
        {
            await desk.NextAttemptAsync();
        }

        (await desk.OutcomeAsync(endpoint)).ShouldBe($"failed attempts_used_up: {string.Join(", ", Enumerable.Repeat("503 error_status", 12))}");
        (await desk.LookAsync<long>("SELECT (SELECT count(*) FROM roost.job) + (SELECT count(*) FROM roost.job_dead)")).ShouldBe([0]);

        desk.Receiver.AnswerWith(200);
        await desk.PostAsync($"{endpoint}/deliveries/{delivery}/replay", HttpStatusCode.Accepted);
        await desk.SettledAsync();
        (await desk.OutcomeAsync(endpoint)).ShouldStartWith("succeeded:");
    }

    [Fact]
    public async Task What_ended_more_than_30_days_ago_leaves_the_history_at_night()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, _) = await desk.CreateAsync();
        var latest = await desk.TestAsync(endpoint);
        var (over, waits, replayed, young) = (IdFrom(31), IdFrom(31), IdFrom(31), IdFrom(29));
        await desk.LookAsync<int>(
            $"""
            INSERT INTO webhooks.deliveries SELECT i.id, d.tenant_id, d.receiver_id, i.id, d.type, d.body, d.created_at, i.status, NULL, d.ended_at - i.age
            FROM webhooks.deliveries d, (VALUES
                ('{over}'::uuid, 'Failed', interval '31 days'), ('{waits}', 'Pending', NULL), ('{replayed}', 'Succeeded', '1 day'), ('{young}', 'Failed', '29 days')) i (id, status, age)
            """);

        await desk.ClearHistoriesAsync();

        (await desk.HistoryAsync(endpoint)).Select(delivery => (Guid)delivery!["id"]!).ShouldBe([latest, young, replayed, waits], ignoreOrder: true);
        (await desk.LookAsync<string>("SELECT name || ' ' || cron FROM roost.schedule")).ShouldBe(["webhooks.nightly 45 2 * * *"]);

        static Guid IdFrom(int days) => Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-days));
    }

    [Fact]
    public async Task Gone_disables_the_endpoint_and_ends_what_still_waits()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.AnswerWith(500, 410, 200);
        var (endpoint, _) = await desk.CreateAsync();

        var waiting = await desk.TestAsync(endpoint);
        await desk.TestAsync(endpoint);
        await desk.NextAttemptAsync();

        (await desk.HistoryAsync(endpoint)).Select(delivery => $"{delivery!["status"]} {delivery["reason"]}").ShouldBe(["failed gone", "failed endpoint_disabled"]);
        var shown = (await desk.Owner.GetFromJsonAsync<JsonNode>(endpoint))!;
        ((bool)shown["enabled"]!, (string)shown["disabledReason"]!).ShouldBe((false, "gone"));
        ((string)(await desk.PostAsync($"{endpoint}/test", HttpStatusCode.Conflict))!["code"]!).ShouldBe("webhooks.endpoint_disabled");
        ((string)(await desk.PostAsync($"{endpoint}/deliveries/{waiting}/replay", HttpStatusCode.Conflict))!["code"]!).ShouldBe("webhooks.endpoint_disabled");
        desk.Receiver.Messages.Count.ShouldBe(2);

        ((bool)(await desk.PostAsync($"{endpoint}/enable", HttpStatusCode.OK))!["enabled"]!).ShouldBeTrue();
        await desk.PostAsync($"{endpoint}/deliveries/{waiting}/replay", HttpStatusCode.Accepted);
        await desk.SettledAsync();
        ((string)(await desk.HistoryAsync(endpoint))[1]!["status"]!).ShouldBe("succeeded");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_a_failure_and_not_followed(int status)
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        await using var elsewhere = await WebhookReceiver.StartAsync();
        desk.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            return Task.CompletedTask;
        };
        var (endpoint, _) = await desk.CreateAsync();

        await desk.TestAsync(endpoint);

        (await desk.OutcomeAsync(endpoint)).ShouldBe($"pending: {status} redirected");
        elsewhere.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_given_up_in_time()
    {
        await using var desk = await WebhookDesk.OpenAsync(server, attemptTimeout: "00:00:00.300");
        desk.Receiver.Answer = static (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var (endpoint, _) = await desk.CreateAsync();

        await desk.TestAsync(endpoint);

        (await desk.OutcomeAsync(endpoint)).ShouldBe("pending: timed_out");
    }

    [Fact]
    public async Task An_answer_without_an_end_is_as_good_as_any()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.Answer = static async (_, context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 100_000), context.RequestAborted);
            }
        };
        var (endpoint, _) = await desk.CreateAsync();

        await desk.TestAsync(endpoint);

        (await desk.OutcomeAsync(endpoint)).ShouldBe("succeeded: 200");
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_failure_like_others()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var address = desk.Receiver.Address;
        await desk.Receiver.DisposeAsync();
        var (endpoint, _) = await desk.CreateAsync(address.AbsoluteUri);

        await desk.TestAsync(endpoint);

        (await desk.OutcomeAsync(endpoint)).ShouldBe("pending: not_connected");
    }

    [Fact]
    public async Task A_replay_sends_the_same_message_again()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, _) = await desk.CreateAsync();
        var delivery = await desk.TestAsync(endpoint);

        await desk.PostAsync($"{endpoint}/deliveries/{delivery}/replay", HttpStatusCode.Accepted);
        await desk.SettledAsync();

        (await desk.OutcomeAsync(endpoint)).ShouldBe("succeeded: 200, 200");
        desk.Receiver.Messages.Count.ShouldBe(2);
        desk.Receiver.Messages.Select(message => (message.Id, message.Body)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_replay_of_what_still_waits_makes_no_second_job()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.AnswerWith(500, 200);
        var (endpoint, _) = await desk.CreateAsync();
        var delivery = await desk.TestAsync(endpoint);

        await desk.PostAsync($"{endpoint}/deliveries/{delivery}/replay", HttpStatusCode.Accepted);
        await desk.NextAttemptAsync();

        (await desk.OutcomeAsync(endpoint)).ShouldBe("succeeded: 500 error_status, 200");
    }

    [Fact]
    public async Task Nothing_is_sent_to_an_endpoint_that_was_deleted()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        desk.Receiver.AnswerWith(500);
        var (endpoint, _) = await desk.CreateAsync();
        await desk.TestAsync(endpoint);

        using var deleted = await desk.Owner.DeleteAsync(endpoint);
        await desk.NextAttemptAsync();

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        desk.Receiver.Messages.Count.ShouldBe(1);
        (await desk.LookAsync<string>("SELECT kind FROM roost.job_done")).ShouldBe(["webhooks.deliver-webhook"]);
        (await desk.LookAsync<long>("SELECT (SELECT count(*) FROM webhooks.deliveries) + (SELECT count(*) FROM webhooks.attempts)")).ShouldBe([0]);
    }
}
