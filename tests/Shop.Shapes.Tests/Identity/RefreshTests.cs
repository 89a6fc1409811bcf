using System.Net;

namespace Shop.Shapes.Tests.Identity;

public sealed class RefreshTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_refresh_token_buys_the_next_pair_and_that_one_the_next()
    {
        using var visitor = shop.Visitor();
        var first = await visitor.BeginSessionAsync();

        var second = (await visitor.RefreshAsync(first)).ShouldBe(HttpStatusCode.OK);
        var third = (await visitor.RefreshAsync(second.Body.Text("refreshToken"))).ShouldBe(HttpStatusCode.OK);

        second.Headers["Cache-Control"].ShouldBe("no-store");
        new[] { first, second.Body.Text("refreshToken"), third.Body.Text("refreshToken") }.ShouldBeUnique();
        using var customer = new Person(shop.Address, null, third.Body.Text("accessToken"));
        (await customer.GetAsync("/v1/users/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_several_requests_with_one_refresh_token_exactly_one_is_served()
    {
        using var visitor = shop.Visitor();
        var token = await visitor.BeginSessionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.RefreshAsync(token)));

        var served = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Count(answer => answer.Code == "auth.refresh_raced").ShouldBe(4, string.Join("\n", answers.Select(answer => answer.Text)));
        (await visitor.RefreshAsync(served.Body.Text("refreshToken"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_copy_that_is_used_later_ends_the_session_for_both()
    {
        using var visitor = shop.Visitor();
        var copied = await visitor.BeginSessionAsync();
        var next = (await visitor.RefreshAsync(copied)).Body.Text("refreshToken");

        // For some seconds it is taken for the same client's second tab.
        var later = await Eventually.SeeAsync(() => visitor.RefreshAsync(copied), static answer => answer.Code != "auth.refresh_raced");

        later.ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        (await visitor.RefreshAsync(next)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
    }

    [Fact]
    public async Task Whoever_signs_out_has_no_session_any_more()
    {
        using var visitor = shop.Visitor();
        var refreshToken = await visitor.BeginSessionAsync();

        (await visitor.PostAsync("/v1/auth/logout", new { refreshToken })).ShouldBe(HttpStatusCode.NoContent);

        (await visitor.RefreshAsync(refreshToken)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        (await visitor.PostAsync("/v1/auth/logout", new { refreshToken })).ShouldBe(HttpStatusCode.NoContent);
        (await visitor.PostAsync("/v1/auth/logout", new { refreshToken = "rt_unheard_of" })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_refresh_token_of_one_shop_buys_nothing_in_another()
    {
        using var visitor = shop.Visitor();
        using var visitorNextDoor = shop.Visitor("globex");
        var token = await visitor.BeginSessionAsync();

        (await visitorNextDoor.RefreshAsync(token)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        (await visitor.RefreshAsync(token)).ShouldBe(HttpStatusCode.OK);
    }
}
