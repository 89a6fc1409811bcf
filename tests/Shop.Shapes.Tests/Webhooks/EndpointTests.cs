using System.Net;

namespace Shop.Shapes.Tests.Webhooks;

public sealed class EndpointTests(ShopUnderTest shop)
{
    private const string Somewhere = "https://hooks.example.com/shop";

    [Fact]
    public async Task An_endpoint_shows_its_secret_once()
    {
        using var own = await shop.OpenAsync();

        var created = (await own.Owner.SubscribeAsync(Somewhere, "order.confirmed")).ShouldBe(HttpStatusCode.Created);
        var shown = (await own.Owner.GetAsync(created.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        var listed = (await own.Owner.GetAsync("/v1/webhook-endpoints")).Body.List("items").ShouldHaveSingleItem();

        var secret = created.Body.Text("secret")!;
        secret.ShouldStartWith("whsec_");
        shown.Text.ShouldNotContain(secret);
        listed.GetRawText().ShouldNotContain(secret);
        (shown.Body.Text("url"), shown.Body.List("eventTypes")[0].GetString()).ShouldBe((Somewhere, "order.confirmed"));
    }

    [Fact]
    public async Task An_endpoint_that_is_deleted_is_not_there_any_more()
    {
        using var own = await shop.OpenAsync();
        var path = (await own.Owner.SubscribeAsync(Somewhere, "order.confirmed")).Headers["Location"];

        (await own.Owner.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        (await own.Owner.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "webhooks.endpoint_not_found");
        (await own.Owner.GetAsync($"{path}/deliveries")).ShouldBeProblem(HttpStatusCode.NotFound, "webhooks.endpoint_not_found");
        (await own.Owner.DeleteAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "webhooks.endpoint_not_found");
    }

    [Fact]
    public async Task What_is_wrong_with_an_endpoint_is_said_by_field()
    {
        using var own = await shop.OpenAsync();

        (await own.Owner.SubscribeAsync("ftp://hooks.example.com", "order.confirmed", "order.lost")).ShouldName("url");
        (await own.Owner.SubscribeAsync(Somewhere, "order.confirmed", "order.lost")).ShouldName("eventTypes[1]");
        (await own.Owner.SubscribeAsync(Somewhere)).ShouldName("eventTypes");
    }

    [Theory]
    [InlineData("https://10.0.0.1/shop")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public async Task Messages_are_not_sent_to_the_platforms_own_neighbours(string url)
    {
        using var own = await shop.OpenAsync();

        (await own.Owner.SubscribeAsync(url, "order.confirmed")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "webhooks.address_refused");
    }

    [Fact]
    public async Task Only_the_owner_decides_where_messages_go_and_staff_see_it()
    {
        using var owner = await shop.SignInAsync("owner");
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        using var stranger = await shop.SignInAsync("owner", "globex");
        var path = (await owner.SubscribeAsync(Somewhere, "order.confirmed")).ShouldBe(HttpStatusCode.Created).Headers["Location"];

        (await staff.SubscribeAsync(Somewhere, "order.confirmed")).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.DeleteAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await customer.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
        (await stranger.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "webhooks.endpoint_not_found");
        (await stranger.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await owner.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
    }
}
