using System.Net;

namespace Shop.Shapes.Tests.Webhooks;

public sealed class DeliveryTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_message_arrives_signed_and_its_delivery_is_on_record()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);

        var sent = (await own.Owner.TestAsync(endpoint)).ShouldBe(HttpStatusCode.Accepted);
        var message = (await listener.SeeAsync(1))[0];

        message.Headers["webhook-signature"].ShouldBe(message.SignatureUnder(endpoint.Body.Text("secret")!));
        message.Headers["Content-Type"].ShouldStartWith("application/json");
        (message.Id, message.Body.Text("type")).ShouldBe((sent.Body.Text("messageId")!, "webhook.test"));
        var delivery = (await own.Owner.SeeDeliveriesAsync(endpoint, "succeeded")).Body.List("items").ShouldHaveSingleItem();
        delivery.At("id").GetGuid().ShouldBe(sent.Id);
        delivery.List("attempts").ShouldHaveSingleItem().Number("statusCode").ShouldBe(204);
    }

    [Fact]
    public async Task A_message_that_is_replayed_arrives_again_under_its_id()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);
        var sent = await own.Owner.TestAsync(endpoint);
        await own.Owner.SeeDeliveriesAsync(endpoint, "succeeded");

        (await own.Owner.PostAsync($"/v1/webhook-endpoints/{endpoint.Id}/deliveries/{sent.Id}/replay", null)).ShouldBe(HttpStatusCode.Accepted);

        var messages = await listener.SeeAsync(2);
        messages[1].Id.ShouldBe(messages[0].Id);
        messages[1].Text.ShouldBe(messages[0].Text);
        var history = await own.Owner.SeeDeliveriesAsync(endpoint, "succeeded");
        history.Body.List("items").ShouldHaveSingleItem().List("attempts").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_is_sent_again_by_itself()
    {
        await using var listener = await Listener.StartAsync(500, 204);
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);

        await own.Owner.TestAsync(endpoint);
        var delivery = (await own.Owner.SeeDeliveriesAsync(endpoint, "succeeded")).Body.List("items").ShouldHaveSingleItem();

        delivery.List("attempts").Select(attempt => attempt.Number("statusCode")).ShouldBe([500, 204]);
        delivery.List("attempts")[0].Text("error").ShouldBe("error_status");
        listener.Messages.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_gets_nothing_until_it_is_enabled_again()
    {
        await using var listener = await Listener.StartAsync(410, 204);
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);
        await own.Owner.TestAsync(endpoint);

        (await own.Owner.SeeDeliveriesAsync(endpoint, "failed")).Body.List("items")[0].Text("reason").ShouldBe("gone");
        (await own.Owner.TestAsync(endpoint)).ShouldBeProblem(HttpStatusCode.Conflict, "webhooks.endpoint_disabled");
        (await own.Owner.GetAsync($"/v1/webhook-endpoints/{endpoint.Id}")).Body.At("enabled").GetBoolean().ShouldBeFalse();

        (await own.Owner.PostAsync($"/v1/webhook-endpoints/{endpoint.Id}/enable", null)).ShouldBe(HttpStatusCode.OK).Body.At("enabled").GetBoolean().ShouldBeTrue();
        (await own.Owner.TestAsync(endpoint)).ShouldBe(HttpStatusCode.Accepted);
        await listener.SeeAsync(2);
    }

    [Fact]
    public async Task While_a_secret_is_changed_messages_are_signed_with_both()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);

        var rotated = await own.Owner.PostAsync($"/v1/webhook-endpoints/{endpoint.Id}/rotate-secret", null);
        await own.Owner.TestAsync(endpoint);
        var message = (await listener.SeeAsync(1))[0];

        var secrets = new[] { rotated.ShouldBe(HttpStatusCode.OK).Body.Text("secret")!, endpoint.Body.Text("secret")! };
        message.Headers["webhook-signature"].ShouldBe(string.Join(' ', secrets.Select(message.SignatureUnder)));
    }
}
