using System.Net;
using System.Security.Cryptography;
using Roost.Testing.Databases;
using Shop.Tests.StandardWebhooks;
using Shop.Webhooks.Sending;

namespace Shop.Tests.Webhooks;

/// <summary>Messages as receivers check them.</summary>
public sealed class SignatureTests(PostgresServer server, WebhookJudge judge)
{
    [Fact]
    public void It_is_the_one_of_the_specifications_example() =>
        Signature.Write([Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8)
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task The_reference_implementation_takes_what_was_sent_and_nothing_else()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, secret) = await desk.CreateAsync();
        await desk.TestAsync(endpoint);
        var message = desk.Receiver.Messages.ShouldHaveSingleItem();

        var taken = await judge.AskAsync(secret, message);
        var changed = await judge.AskAsync(secret, message with { Body = message.Body.Replace("works", "w0rks", StringComparison.Ordinal) });
        var old = await judge.AskAsync(secret, With(message, "webhook-timestamp", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 301}"));
        var renamed = await judge.AskAsync(secret, With(message, "webhook-id", "msg_other"));
        var foreign = await judge.AskAsync($"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}", message);

        TestContext.Current.TestOutputHelper?.WriteLine($"{message.Id} {message.Timestamp} {string.Join(' ', message.Signatures)} {message.Body}: {taken.ToJsonString()}");
        ((bool)taken["ok"]!).ShouldBeTrue(taken.ToJsonString());
        ((string)taken["payload"]!["type"]!).ShouldBe("webhook.test");
        new[] { changed, old, renamed, foreign }.Select(answer => (string?)answer["error"])
            .ShouldBe(["No matching signature found", "Message timestamp too old", "No matching signature found", "No matching signature found"]);
    }

    [Fact]
    public async Task While_a_secret_is_changed_both_are_good()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, before) = await desk.CreateAsync();

        var changed = (await desk.PostAsync($"{endpoint}/rotate-secret", HttpStatusCode.OK))!;
        await desk.TestAsync(endpoint);

        var after = (string)changed["secret"]!;
        after.ShouldNotBe(before);
        ((DateTimeOffset)changed["previousSecretUntil"]!).ShouldBe(DateTimeOffset.UtcNow.AddDays(1), TimeSpan.FromMinutes(1));
        var message = desk.Receiver.Messages.ShouldHaveSingleItem();
        message.Signatures.Length.ShouldBe(2);
        foreach (var secret in new[] { before, after })
        {
            var answer = await judge.AskAsync(secret, message);
            ((bool)answer["ok"]!).ShouldBeTrue(answer.ToJsonString());
        }
    }

    [Fact]
    public async Task A_secret_that_is_changed_twice_does_not_cut_off_who_has_the_first()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, first) = await desk.CreateAsync();

        // Its answer was lost.
        var lost = (await desk.PostAsync($"{endpoint}/rotate-secret", HttpStatusCode.OK))!;
        var changed = (await desk.PostAsync($"{endpoint}/rotate-secret", HttpStatusCode.OK))!;
        var last = (string)changed["secret"]!;
        ((DateTimeOffset)changed["previousSecretUntil"]!).ShouldBe((DateTimeOffset)lost["previousSecretUntil"]!, TimeSpan.FromMilliseconds(1), "Nobody keeps the first alive by changing the second.");
        await desk.TestAsync(endpoint);

        var message = desk.Receiver.Messages.ShouldHaveSingleItem();
        foreach (var secret in new[] { first, last })
        {
            var answer = await judge.AskAsync(secret, message);
            ((bool)answer["ok"]!).ShouldBeTrue(answer.ToJsonString());
        }
    }

    [Fact]
    public async Task A_secret_is_32_random_bytes_and_never_shown_again()
    {
        await using var desk = await WebhookDesk.OpenAsync(server);
        var (endpoint, secret) = await desk.CreateAsync();
        var (_, other) = await desk.CreateAsync();

        secret.ShouldStartWith("whsec_");
        Convert.FromBase64String(secret["whsec_".Length..]).Length.ShouldBe(32);
        other.ShouldNotBe(secret);
        (await desk.Owner.GetStringAsync(endpoint)).ShouldNotContain("secret");
        (await desk.Owner.GetStringAsync("/v1/webhook-endpoints")).ShouldNotContain("secret");
    }

    private static ReceivedMessage With(ReceivedMessage message, string header, string value) =>
        message with { Headers = message.Headers.ToDictionary(one => one.Key, one => one.Key.Equals(header, StringComparison.OrdinalIgnoreCase) ? value : one.Value) };
}
