using System.Net;

namespace Shop.Shapes.Tests.Catalogue;

public sealed class ProductTests(ShopUnderTest shop)
{
    [Fact]
    public async Task What_staff_add_every_visitor_can_see()
    {
        using var staff = await shop.SignInAsync("staff");
        using var visitor = shop.Visitor();

        var added = await staff.AddAsync();

        added.Headers["Location"].ShouldBe($"/v1/products/{added.Id}");
        var shown = (await visitor.GetAsync(added.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        (shown.Id, shown.Body.Text("sku"), shown.Body.Text("name"), shown.Body.Text("description")).ShouldBe((added.Id, added.Body.Text("sku"), "Mug", "A mug."));
        (shown.Body.Number("price.amount"), shown.Body.Text("price.currency")).ShouldBe((1299, "EUR"));
    }

    [Fact]
    public async Task A_product_that_has_not_changed_is_not_sent_again()
    {
        using var staff = await shop.SignInAsync("staff");
        using var visitor = shop.Visitor();
        var seen = await visitor.GetAsync($"/v1/products/{(await staff.AddAsync()).Id}");

        var again = await visitor.GetAsync($"/v1/products/{seen.Id}", With.IfNoneMatch(seen));
        await staff.PatchAsync($"/v1/products/{seen.Id}", new { name = "Cup" }, With.IfMatch(seen));
        var changed = await visitor.GetAsync($"/v1/products/{seen.Id}", With.IfNoneMatch(seen));

        again.ShouldBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        changed.ShouldBe(HttpStatusCode.OK).Body.Text("name").ShouldBe("Cup");
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        using var staff = await shop.SignInAsync("staff");
        var path = $"/v1/products/{(await staff.AddAsync()).Id}";
        var seen = await staff.GetAsync(path);

        var changed = await staff.PatchAsync(path, new { price = new { amount = 999, currency = "EUR" } }, With.IfMatch(seen));

        changed.ShouldBe(HttpStatusCode.OK).Body.Number("price.amount").ShouldBe(999);
        changed.Body.Text("name").ShouldBe("Mug");
        changed.Headers["ETag"].ShouldNotBe(seen.Headers["ETag"]);
        (await staff.GetAsync(path)).Headers["ETag"].ShouldBe(changed.Headers["ETag"]);
    }

    [Fact]
    public async Task Only_who_has_seen_the_last_version_may_change_or_remove_a_product()
    {
        using var staff = await shop.SignInAsync("staff");
        var path = $"/v1/products/{(await staff.AddAsync()).Id}";
        var seen = await staff.GetAsync(path);
        await staff.PatchAsync(path, new { name = "Cup" }, With.IfMatch(seen));

        (await staff.PatchAsync(path, new { name = "Vase" }, With.IfMatch(seen))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "version.stale");
        (await staff.PatchAsync(path, new { name = "Vase" })).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "precondition.required");
        (await staff.DeleteAsync(path, With.IfMatch(seen))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "version.stale");
        (await staff.DeleteAsync(path)).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "precondition.required");
        (await staff.GetAsync(path)).Body.Text("name").ShouldBe("Cup");
    }

    [Fact]
    public async Task Of_changes_to_one_version_at_once_one_is_made()
    {
        using var staff = await shop.SignInAsync("staff");
        var path = $"/v1/products/{(await staff.AddAsync()).Id}";
        var seen = await staff.GetAsync(path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => staff.PatchAsync(path, new { name = $"Mug {i}" }, With.IfMatch(seen))));

        var made = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Count(answer => answer.Code == "version.stale").ShouldBe(4, string.Join("\n", answers.Select(answer => answer.Text)));
        (await staff.GetAsync(path)).Body.Text("name").ShouldBe(made.Body.Text("name"));
    }

    [Fact]
    public async Task A_product_that_is_removed_is_not_there_any_more()
    {
        using var staff = await shop.SignInAsync("staff");
        var sku = Shelf.NewSku();
        var path = $"/v1/products/{(await staff.AddAsync(sku)).Id}";

        (await staff.DeleteAsync(path, With.IfMatch(await staff.GetAsync(path)))).ShouldBe(HttpStatusCode.NoContent).Text.ShouldBeEmpty();

        (await staff.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "catalog.product_not_found");
        (await staff.GetAsync($"/v1/products?q={sku}")).Body.List("items").ShouldBeEmpty();
    }
}
