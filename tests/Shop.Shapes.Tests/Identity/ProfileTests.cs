using System.Net;

namespace Shop.Shapes.Tests.Identity;

public sealed class ProfileTests(ShopUnderTest shop)
{
    private const string Me = "/v1/users/me";

    [Fact]
    public async Task A_profile_is_changed_by_whoever_has_seen_its_last_version()
    {
        using var customer = await shop.RegisterAsync();
        var seen = (await customer.GetAsync(Me)).ShouldBe(HttpStatusCode.OK);

        var changed = await customer.PatchAsync(Me, new { name = "Ada Lovelace" }, With.IfMatch(seen));

        changed.ShouldBe(HttpStatusCode.OK).Body.Text("name").ShouldBe("Ada Lovelace");
        changed.Headers["ETag"].ShouldNotBe(seen.Headers["ETag"]);
        (await customer.PatchAsync(Me, new { name = "Grace" }, With.IfMatch(seen))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "version.stale");
        (await customer.PatchAsync(Me, new { name = "Grace" })).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "precondition.required");
        (await customer.GetAsync(Me)).Body.Text("name").ShouldBe("Ada Lovelace");
    }

    [Fact]
    public async Task A_profile_that_has_not_changed_is_not_sent_again()
    {
        using var customer = await shop.RegisterAsync();
        var seen = await customer.GetAsync(Me);

        var again = await customer.GetAsync(Me, With.IfNoneMatch(seen));

        again.ShouldBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        again.Headers["ETag"].ShouldBe(seen.Headers["ETag"]);
        seen.Headers["Cache-Control"].Split(", ").ShouldBe(["private", "no-cache"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nobody_gives_themselves_another_role()
    {
        using var customer = await shop.RegisterAsync();
        var seen = await customer.GetAsync(Me);

        (await customer.PatchAsync(Me, new { role = "owner" }, With.IfMatch(seen))).ShouldName("role");
        (await customer.PatchAsync(Me, new { name = "\t" }, With.IfMatch(seen))).ShouldName("name");
    }
}
